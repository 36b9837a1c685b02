/** A shop's module that uses the package. */
import "otter-checkout";
