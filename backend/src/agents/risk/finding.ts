/** A reason for risk that was found in what a fix does. */
export interface Finding {
  id: string;
  /** Short words for a person. */
  label: string;
  points: number;
  why: string;
}

/** What a rule finds, before it says where. */
export type FindingKind = Omit<Finding, "why">;

export const FINDINGS = {
  unreadable: { id: "unreadable", label: "cannot be read", points: 50 },
  internetCode: { id: "internet-code", label: "runs code from the internet", points: 80 },
  hiddenCode: { id: "hidden-code", label: "runs code that cannot be seen", points: 75 },
  dynamicCommand: { id: "dynamic-command", label: "runs a command that only the run decides", points: 40 },
  inlineCode: { id: "inline-code", label: "runs inline code", points: 10 },
  powerfulCode: {
    id: "powerful-code",
    label: "inline code starts processes, reaches the network or deletes",
    points: 40,
  },
  deletesBeyond: { id: "deletes-beyond", label: "deletes beyond the workspace", points: 80 },
  deletesHistory: { id: "deletes-history", label: "deletes git's history", points: 70 },
  deletesTests: { id: "deletes-tests", label: "deletes tests", points: 50 },
  deletesFolder: { id: "deletes-folder", label: "deletes files", points: 25 },
  deletesFiles: { id: "deletes-files", label: "deletes files", points: 15 },
  deletesRebuildable: { id: "deletes-rebuildable", label: "deletes what a build makes again", points: 5 },
  destroysDevice: { id: "destroys-device", label: "writes to a device", points: 90 },
  forkBomb: { id: "fork-bomb", label: "multiplies processes without end", points: 90 },
  stopsMachine: { id: "stops-machine", label: "stops the machine", points: 70 },
  killsProcesses: { id: "kills-processes", label: "ends processes", points: 20 },
  escalates: { id: "escalates-privileges", label: "escalates privileges", points: 45 },
  opensPermissions: { id: "opens-permissions", label: "opens permissions to everybody", points: 30 },
  changesMode: { id: "changes-mode", label: "changes permissions", points: 5 },
  dockerSocket: { id: "docker-socket", label: "reaches the Docker host", points: 80 },
  container: { id: "container", label: "runs a container", points: 25 },
  persists: { id: "persists", label: "leaves something behind on the machine", points: 60 },
  writesSystem: { id: "writes-system", label: "writes outside the workspace", points: 60 },
  linksOutside: { id: "links-outside", label: "links to a place outside the workspace", points: 40 },
  writesUnknown: { id: "writes-unknown", label: "writes to a place that only the run decides", points: 15 },
  exfiltrates: { id: "exfiltrates", label: "sends secrets or files away", points: 90 },
  sends: { id: "sends-data", label: "sends data away", points: 40 },
  touchesSecrets: { id: "touches-secrets", label: "touches secrets", points: 40 },
  dumpsEnvironment: { id: "dumps-environment", label: "prints the environment", points: 30 },
  pushes: { id: "pushes", label: "pushes to the remote", points: 50 },
  forcePushes: { id: "force-push", label: "force/irreversible", points: 80 },
  irreversible: { id: "irreversible", label: "force/irreversible", points: 30 },
  changesGit: { id: "changes-git", label: "changes commits or branches", points: 15 },
  weakensTls: { id: "weakens-tls", label: "switches certificate checks off", points: 35 },
  installsElsewhere: { id: "installs-elsewhere", label: "installs from outside the registry", points: 35 },
  installsSystem: { id: "installs-system", label: "installs system packages", points: 25 },
  installs: { id: "installs-dependencies", label: "installs dependencies", points: 15 },
  publishes: { id: "publishes", label: "publishes or deploys", points: 70 },
  disablesTests: { id: "disables-tests", label: "disables a test or a check", points: 50 },
  removesAssertions: { id: "removes-assertions", label: "removes assertions", points: 35 },
  silences: { id: "silences-warnings", label: "silences a warning", points: 15 },
  unknownHost: { id: "unknown-host", label: "names a host that is no well-known registry or forge", points: 20 },
  reachesNetwork: { id: "needs-network", label: "needs network", points: 10 },
  opensCi: { id: "opens-ci", label: "widens CI permissions", points: 45 },
  editsGit: { id: "edits-git", label: "edits git's own files", points: 50 },
  editsCi: { id: "edits-ci", label: "touches CI configuration", points: 30 },
  editsLockfile: { id: "edits-lockfile", label: "changes lockfile", points: 5 },
  editsManifest: { id: "edits-manifest", label: "changes declared dependencies", points: 10 },
  editsScripts: { id: "edits-package-scripts", label: "changes package scripts", points: 20 },
  editsTest: { id: "edits-tests", label: "edits tests", points: 15 },
  editsBuild: { id: "edits-build", label: "edits build files", points: 15 },
  editsConfiguration: { id: "edits-configuration", label: "edits configuration", points: 8 },
  editsDocumentation: { id: "edits-documentation", label: "edits documentation", points: 1 },
  editsSource: { id: "edits-source", label: "edits source", points: 10 },
  addsPowerfulCode: { id: "adds-powerful-code", label: "adds code that runs commands", points: 15 },
} as const satisfies Record<string, FindingKind>;

/** A finding, with the place where it was found. */
export function found(kind: FindingKind, why: string): Finding {
  return { ...kind, why };
}

/** One finding an id, the weightiest; the others of the same id add their place to its reason. */
export function mergeFindings(findings: readonly Finding[]): Finding[] {
  const byId = new Map<string, { heaviest: Finding; places: Set<string> }>();
  for (const finding of findings) {
    const same = byId.get(finding.id) ?? { heaviest: finding, places: new Set() };
    if (finding.points > same.heaviest.points) same.heaviest = finding;
    byId.set(finding.id, { ...same, places: same.places.add(finding.why) });
  }
  return [...byId.values()].map(({ heaviest, places }) => ({ ...heaviest, why: listPlaces([...places]) }));
}

const MAX_PLACES = 3;

function listPlaces(places: readonly string[]): string {
  const more = places.length > MAX_PLACES ? ` and ${places.length - MAX_PLACES} more` : "";
  return places.slice(0, MAX_PLACES).join("; ") + more;
}
