/** The icon of the proxy's own host: a tick on a tile of the shop's colour, in the format every browser asks for. */
import { accentOf } from "../pay-page/accent.ts";

/** `.` lets through, `#` is the tile, `o` the tick. */
const drawing = [
  "..############..",
  ".##############.",
  "################",
  "################",
  "############oo##",
  "###########ooo##",
  "##########ooo###",
  "##oo#####ooo####",
  "##ooo###ooo#####",
  "###ooo#ooo######",
  "####ooooo#######",
  "#####ooo########",
  "######o#########",
  "################",
  ".##############.",
  "..############..",
];
const size = drawing.length;
const headerBytes = 22;
const bitmapHeaderBytes = 40;
/** Two colours, and the two layers of 16 rows that each fill four bytes. */
const bitmapBytes = bitmapHeaderBytes + 2 * 4 + 2 * size * 4;

export function drawFavicon(chosen: string | null): Buffer {
  const { accent, onAccent } = accentOf(chosen);
  const icon = Buffer.alloc(headerBytes + bitmapHeaderBytes);
  icon.writeUInt16LE(1, 2); // an icon
  icon.writeUInt16LE(1, 4); // one picture
  icon.set([size, size, 2, 0], 6);
  icon.writeUInt16LE(1, 10); // planes
  icon.writeUInt16LE(1, 12); // bits a dot
  icon.writeUInt32LE(bitmapBytes, 14);
  icon.writeUInt32LE(headerBytes, 18);
  icon.writeUInt32LE(bitmapHeaderBytes, headerBytes);
  icon.writeInt32LE(size, headerBytes + 4);
  icon.writeInt32LE(2 * size, headerBytes + 8); // both layers
  icon.writeUInt16LE(1, headerBytes + 12);
  icon.writeUInt16LE(1, headerBytes + 14);
  return Buffer.concat([icon, colour(accent), colour(onAccent), layer("o"), layer(".")]);
}

/** Blue, green, red. */
function colour(hex: string): Buffer {
  return Buffer.from([...Buffer.from(hex.slice(1), "hex").reverse(), 0]);
}

/** One bit a dot, from the lowest row up, each row filled to four bytes. */
function layer(sign: string): Buffer {
  const rows = [...drawing].reverse().map((row) => {
    const bits = [...row].map((dot) => (dot === sign ? "1" : "0")).join("");
    return Buffer.from([
      Number.parseInt(bits.slice(0, 8), 2),
      Number.parseInt(bits.slice(8), 2),
      0,
      0,
    ]);
  });
  return Buffer.concat(rows);
}
