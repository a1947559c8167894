// The token is behind the # of the address: it is never sent with the page, only with an answer.
"use strict";

const buttons = document.querySelectorAll("button[data-decision]");
const token = location.hash.slice(1);

function show(id) {
  for (const each of document.querySelectorAll("[role=status] > p")) {
    each.hidden = each.id !== id;
  }
}

async function answer(decision) {
  const response = await fetch("/v1/supporter-consents", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ token, decision }),
  });
  if (response.status === 422) {
    return "refused";
  }
  return response.ok ? (await response.json()).consent : "failed";
}

for (const button of buttons) {
  button.hidden = token === "";
  button.addEventListener("click", async () => {
    for (const each of buttons) {
      each.disabled = true;
    }
    show(await answer(button.dataset.decision).catch(() => "failed"));
    for (const each of buttons) {
      each.disabled = false;
    }
  });
}

if (token === "") {
  show("refused");
}
