/** The doors between the rooms: who may import what. docs/architecture.md draws the same plan. */
const room = (name) => `^backend/src/${name}/`;
const ROOMS = [
  "intake",
  "incidents",
  "orchestrator",
  "logs",
  "agents",
  "memory",
  "runs",
  "approvals",
  "policy",
  "execution",
  "delivery",
  "github",
  "settings",
  "notifications",
  "access",
  "doctor",
  "live",
  "http",
  "store",
];

/** Each room, and the rooms it knows besides contract/ and itself. */
const DOORS = {
  intake: [],
  logs: [],
  agents: [],
  policy: [],
  execution: [],
  delivery: [],
  github: [],
  settings: [],
  doctor: [],
  store: [],
  incidents: ["store"],
  approvals: ["store"],
  memory: ["store"],
  runs: ["store"],
  notifications: ["store"],
  access: ["store"],
  orchestrator: [
    "intake",
    "incidents",
    "logs",
    "agents",
    "memory",
    "runs",
    "approvals",
    "policy",
    "execution",
    "delivery",
    "access",
    "store",
  ],
  http: ["intake", "incidents", "approvals", "access", "orchestrator"],
  live: ["intake", "incidents", "approvals", "access", "orchestrator"],
};
/** Tests may build on real parts, whatever room they are in. */
const TESTS = "\\.(test|bench)\\.ts$|^backend/src/(testing|bench|eval|screenshots)/";

const doors = Object.entries(DOORS).map(([name, known]) => ({
  name: `door-${name}`,
  comment: `${name}/ knows only: contract${known.map((other) => `, ${other}`).join("")}`,
  severity: "error",
  from: { path: room(name), pathNot: TESTS },
  to: {
    path: ["^(backend|frontend)/"],
    pathNot: [name, ...known].map(room),
  },
}));

export default {
  forbidden: [
    ...doors,
    {
      name: "door-contract",
      comment: "contract/ imports only zod",
      severity: "error",
      from: { path: "^contract/src/", pathNot: "\\.test\\.ts$" },
      to: { pathNot: ["^contract/src/", "node_modules/zod"] },
    },
    {
      name: "door-embedded-store",
      comment: "store/embedded/ knows nothing of ours",
      severity: "error",
      from: { path: "^backend/src/store/embedded/", pathNot: TESTS },
      to: { path: "^(backend|frontend|contract)/", pathNot: "^backend/src/store/embedded/" },
    },
    {
      name: "door-console",
      comment: "the console and the server share contract/ and nothing else",
      severity: "error",
      from: { path: "^frontend/src/", pathNot: "\\.test\\.ts$" },
      to: { path: "^backend/" },
    },
    {
      name: "features-apart",
      comment: "no feature of the console imports another; app/ composes them",
      severity: "error",
      from: { path: "^frontend/src/features/([^/]+)/" },
      to: { path: "^frontend/src/(features|app)/", pathNot: "^frontend/src/features/$1/" },
    },
    {
      name: "shared-below-features",
      comment: "components/ and lib/ know no feature",
      severity: "error",
      from: { path: "^frontend/src/(components|lib)/" },
      to: { path: "^frontend/src/(features|app)/" },
    },
    {
      name: "unknown-room",
      comment: "a new folder in backend/src needs a door in this file",
      severity: "error",
      from: { path: "^backend/src/[^/]+/", pathNot: [...ROOMS.map(room), TESTS, "^backend/src/cli/"] },
      to: {},
    },
    {
      name: "no-cycles",
      severity: "error",
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "(^|/)dist/" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["pipewright-source", "import", "node", "default"],
    },
    tsPreCompilationDeps: true,
  },
};
