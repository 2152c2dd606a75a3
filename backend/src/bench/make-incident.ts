import type { Category } from "@pipewright/contract/diagnosis";
import { fingerprintOf, templateText } from "../memory/fingerprint.ts";
import type { MemoryRecord } from "../memory/memory-model.ts";

const REPOSITORIES = 200;
/** Of ten incidents, seven are a failure that no other incident has. */
const DISTINCT_OF_TEN = 7;
const REPEATED = 500;
const FRAMES = 6;
const FUNCTIONS = 20_000;
const FIRST_AT = Date.parse("2026-01-01T00:00:00.000Z");
const MINUTE_MS = 60_000;

interface Shape {
  category: Category;
  step: string;
  title(name: string): string;
  excerpt(name: string, n: number): string[];
}

const SHAPES: readonly Shape[] = [
  {
    category: "dependency",
    step: "Run pytest -q",
    title: (name) => `The module ${name} is not installed`,
    excerpt: (name, n) => [
      "Traceback (most recent call last):",
      `  File "/home/runner/work/shop/shop/src/${name}/load.py", line ${n % 300}, in load_${name}`,
      `    import ${name}`,
      `ModuleNotFoundError: No module named '${name}'`,
    ],
  },
  {
    category: "test_failure",
    step: "Run npm test",
    title: (name) => `The test ${name} fails`,
    excerpt: (name, n) => [
      `FAIL src/features/${name}.test.ts > ${name} > gives back what was paid (${n % 900} ms)`,
      `AssertionError: expected ${n} to be ${n + 1} // Object.is equality`,
      `    at src/features/${name}.ts:${n % 400}:${n % 80}`,
      "    at process.processTicksAndRejections (node:internal/process/task_queues:95:5)",
    ],
  },
  {
    category: "compile",
    step: "Run cargo build --locked",
    title: (name) => `${name} is not in scope`,
    excerpt: (name, n) => [
      `error[E0425]: cannot find function \`${name}\` in this scope`,
      `  --> crates/core/src/${name}.rs:${n % 500}:9`,
      `${n % 500} |     ${name}(input)?;`,
      `error: could not compile \`core\` (lib) due to 1 previous error`,
    ],
  },
  {
    category: "network",
    step: "Run docker build .",
    title: (name) => `${name} cannot be reached`,
    excerpt: (name, n) => [
      `#${n % 20} ERROR: failed to do request: Head "https://${name}.example.org/v2/base/manifests/latest"`,
      `dial tcp 10.0.${n % 255}.${n % 250}:443: i/o timeout`,
      "The command '/bin/sh -c apt-get update' returned a non-zero code: 100",
    ],
  },
];

/** The `n`-th incident of an invented past: always the same for the same number. */
export function makeIncident(n: number): MemoryRecord {
  const shape = SHAPES[n % SHAPES.length] ?? SHAPES[0];
  if (shape === undefined) throw new Error("There are no shapes");
  const failure = n % 10 < DISTINCT_OF_TEN ? n : n % REPEATED;
  const { category, step } = shape;
  const name = nameOf(failure);
  const excerpt = [...shape.excerpt(name, n), ...framesOf(failure)].join("\n");
  const at = new Date(FIRST_AT + n * MINUTE_MS);
  return {
    _id: n.toString(16).padStart(24, "0"),
    repo: `acme/service-${failure % REPOSITORIES}`,
    branch: "main",
    commitSha: n.toString(16).padStart(40, "0"),
    fingerprint: fingerprintOf({ category, step, excerpt }) ?? "",
    category,
    step,
    title: shape.title(name),
    text: [shape.title(name), category, step, ...templateText(excerpt)].join("\n"),
    at,
    rememberedAt: at,
    version: 1,
    outcome: "open",
    fixes: [],
    passedUnchanged: false,
  };
}

/** Lines of a stack, in which some functions are everywhere and most are rare. */
function framesOf(n: number): string[] {
  return Array.from({ length: FRAMES }, (_, i) => {
    const spread = (((n * FRAMES + i) * 2_654_435_761) % 2 ** 32) / 2 ** 32;
    const name = nameOf(Math.floor(FUNCTIONS * spread ** 4));
    return `    at ${name} (src/lib/${name}.js:${i}:${n % 70})`;
  });
}

const WORDS = "order cart price stock user login token mail queue cache image search report export audit batch".split(
  " ",
);

/** A made-up symbol of three words, e.g. `order_mail_cache_1d`. */
function nameOf(n: number): string {
  const word = (step: number) => WORDS[Math.floor(n / step) % WORDS.length];
  return `${word(1)}_${word(16)}_${word(256)}_${Math.floor(n / 4096).toString(36)}x`;
}
