// A text to copy, as Teams shows it on a computer: the text, and a button that copies it.

/* global AdaptiveCards */

import { make } from "./dom.js";

const SHOWN_MS = 2000;

export class CodeBlock extends AdaptiveCards.CardElement {
  static snippet = new AdaptiveCards.StringProperty(AdaptiveCards.Versions.v1_0, "codeSnippet");

  populateSchema(schema) {
    super.populateSchema(schema);
    schema.add(CodeBlock.snippet);
  }

  getJsonTypeName() {
    return "CodeBlock";
  }

  internalRender() {
    const text = this.getValue(CodeBlock.snippet);
    const button = make("button", { type: "button", className: "copy" }, "Kopier");
    button.onclick = async () => {
      await navigator.clipboard.writeText(text);
      button.textContent = "Kopiert";
      setTimeout(() => { button.textContent = "Kopier"; }, SHOWN_MS);
    };
    return make("div", { className: "snippet" }, make("pre", {}, text), button);
  }
}
