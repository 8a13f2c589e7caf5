// Draws Adaptive Cards with Microsoft's renderer, so that they look and behave as in Teams. Colours come from the style sheet.

/* global AdaptiveCards, markdownit */

import { CodeBlock } from "./codeblock.js";
import { make } from "./dom.js";

const NOT_IN_TEAMS = ["heading", "lheading", "table", "code", "fence", "blockquote", "image", "hr", "backticks", "reference"];

function markdown(options) {
  const parser = markdownit({ html: false, ...options }).disable(NOT_IN_TEAMS);
  parser.renderer.rules.link_open = (tokens, index, settings, _, self) => {
    tokens[index].attrSet("target", "_blank");
    tokens[index].attrSet("rel", "noopener noreferrer");
    return self.renderToken(tokens, index, settings);
  };
  return parser;
}

const inCards = markdown({});
const inMessages = markdown({ breaks: true, linkify: true });

/** A bot's plain message as HTML; what is not Teams' Markdown is escaped. */
export function htmlOf(text) {
  return inMessages.render(text);
}

/** Prepares the renderer once. */
export function prepareRenderer() {
  AdaptiveCards.AdaptiveCard.onProcessMarkdown = (text, result) => {
    result.outputHtml = inCards.render(text);
    result.didProcess = true;
  };
  AdaptiveCards.GlobalRegistry.elements.register("CodeBlock", CodeBlock);
  AdaptiveCards.GlobalSettings.allowMoreThanMaxActionsInOverflowMenu = true;
  const words = AdaptiveCards.Strings.defaults;
  words.overflowButtonText = () => "…";
  words.overflowButtonTooltip = () => "Flere valg";
  words.inlineActionTitle = () => "Send";
}

/** The card as an element: a form, so that radio buttons of two cards do not share a group. `press` gets the action and its inputs when a button is pressed that goes to the bot. */
export function drawCard(content, people, press) {
  const card = new AdaptiveCards.AdaptiveCard();
  card.hostConfig = hostConfig();
  card.onExecuteAction = (action) => {
    if (action instanceof AdaptiveCards.OpenUrlAction) openLink(action.url);
    else if (action instanceof AdaptiveCards.SubmitActionBase) press(action.toJSON(), inputsOf(action), action.renderedElement);
  };
  card.onInlineCardExpanded = (action, isExpanded) => {
    nameSearchFields(action.card.renderedElement);
    if (isExpanded) action.card.renderedElement.scrollIntoView({ block: "nearest" });
  };
  card.parse(withPeople(content, people));
  const element = card.render();
  nameSearchFields(element);
  if (content.lang) element.lang = content.lang;
  return make("form", { onsubmit: (event) => event.preventDefault(), autocomplete: "off", noValidate: true }, element);
}

/** The renderer names the box around a field with search, not the field itself, which is what a screen reader reads. */
function nameSearchFields(element) {
  for (const field of element.querySelectorAll(".ac-choiceSetInput-filtered")) {
    const names = field.parentElement.getAttribute("aria-labelledby");
    if (names) field.setAttribute("aria-labelledby", names);
  }
}

function inputsOf(action) {
  const inputs = Object.entries(action.getReferencedInputs() ?? {});
  return Object.fromEntries(inputs.map(([id, input]) => [id, input.value === undefined ? "" : String(input.value)]));
}

function openLink(address) {
  if (/^(https?|mailto|tel|msteams):/i.test(address ?? "")) window.open(address, "_blank", "noopener");
}

/** The card with every people picker's search replaced by choices: its own first, then everybody else here. */
function withPeople(node, people) {
  if (Array.isArray(node)) return node.map((item) => withPeople(item, people));
  if (node === null || typeof node !== "object") return node;
  const copy = Object.fromEntries(Object.entries(node).map(([key, value]) => [key, key === "data" ? value : withPeople(value, people)]));
  if (copy["choices.data"]?.dataset === "graph.microsoft.com/users") {
    const own = copy.choices ?? [];
    const known = new Set(own.map((choice) => choice.value));
    const others = people.filter((person) => !known.has(person.id)).map((person) => ({ title: person.name, value: person.id }));
    copy.choices = [...own, ...others];
    delete copy["choices.data"];
    if (!copy.isMultiSelect) copy.style = "filtered";
  }
  return copy;
}

function colours(background) {
  const both = (name) => ({ default: `var(--${name})`, subtle: `var(--${name}-subtle)` });
  return {
    backgroundColor: `var(--${background})`,
    borderColor: `var(--${background}-edge)`,
    foregroundColors: {
      default: both("ink"), dark: both("ink"), light: both("ink"), accent: both("ink-accent"),
      attention: both("ink-attention"), good: both("ink-good"), warning: both("ink-warning"),
    },
  };
}

function hostConfig() {
  const font = {
    fontFamily: "var(--font)",
    fontSizes: { small: 12, default: 14, medium: 16, large: 18, extraLarge: 24 },
    fontWeights: { lighter: 400, default: 400, bolder: 600 },
  };
  return new AdaptiveCards.HostConfig({
    supportsInteractivity: true,
    spacing: { small: 4, default: 8, medium: 12, large: 16, extraLarge: 24, padding: 16 },
    separator: { lineThickness: 1, lineColor: "var(--edge)" },
    fontTypes: { default: font, monospace: { ...font, fontFamily: "var(--monospace)" } },
    containerStyles: {
      default: colours("card"), emphasis: colours("emphasis"), accent: colours("accent"),
      good: colours("good"), attention: colours("attention"), warning: colours("warning"),
    },
    actions: {
      maxActions: 6, spacing: "default", buttonSpacing: 0, actionsOrientation: "horizontal", actionAlignment: "left",
      showCard: { actionMode: "inline", inlineTopMargin: 12, style: "emphasis" },
    },
    adaptiveCard: { allowCustomStyle: false },
    inputs: {
      label: {
        inputSpacing: "small",
        requiredInputs: { weight: "bolder", suffix: "\u00a0*", suffixColor: "attention" },
        optionalInputs: { weight: "bolder" },
      },
      errorMessage: { weight: "default", spacing: "small", color: "attention" },
    },
    factSet: { title: { weight: "bolder", wrap: true, maxWidth: 140 }, value: { wrap: true }, spacing: 12 },
    textBlock: { headingLevel: 3 },
  });
}
