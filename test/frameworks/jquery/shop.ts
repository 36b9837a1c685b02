import $ from "jquery";
import type {
  CreateSession,
  OtterChangeEvent,
  OtterSettledEvent,
  OtterSubmitEvent,
} from "otter-checkout";

let bowls = 1;

const createSession: CreateSession = async () => {
  const data = JSON.stringify({ bowls });
  const answer = (await $.post({ url: "/checkout", data })) as { id: string };
  return answer.id;
};

const say = (text: string) => void $("<li>").text(text).appendTo("#heard");

$(() => {
  const checkout = $("otter-checkout");
  // A function that prop() is given is asked what to set.
  checkout.prop("createSession", () => createSession);
  checkout.on("otter-ready", () => say("ready"));
  checkout.on("otter-change", ({ originalEvent }) => {
    const { detail } = originalEvent as unknown as OtterChangeEvent;
    say(`change ${detail.method}`);
  });
  checkout.on("otter-submit", ({ originalEvent }) => {
    const { detail } = originalEvent as unknown as OtterSubmitEvent;
    say(`submit ${detail.method}`);
  });
  checkout.on("otter-settled", ({ originalEvent }) => {
    const { detail } = originalEvent as unknown as OtterSettledEvent;
    say(`settled ${detail.status}`);
  });

  $("#two").on("click", () => {
    bowls = 2;
    checkout.attr("amount", "25.500");
  });
  $("#arabic").on("click", () => checkout.attr("locale", "ar-KW"));
  $("#english").on("click", () => checkout.attr("locale", "en-CA"));
  $("#close").on("click", () => checkout.prop("disabled", true));
  $("#open").on("click", () => checkout.prop("disabled", false));
  $("#away").on("click", () => checkout.detach());
  $("#back").on("click", () => checkout.appendTo("#till"));
});
