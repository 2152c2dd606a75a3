import { LANGUAGES } from "./packs/languages.ts";
import { NODE } from "./packs/node.ts";
import { PYTHON } from "./packs/python.ts";
import { SYSTEM } from "./packs/system.ts";
import { TESTS } from "./packs/tests.ts";
import type { Rule } from "./rule.ts";

/** Every rule; where two match the same line, the earlier one speaks. */
export const ALL_RULES: readonly Rule[] = [...PYTHON, ...NODE, ...LANGUAGES, ...SYSTEM, ...TESTS];
