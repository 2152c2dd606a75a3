import { errorMessage, PipewrightError } from "@pipewright/contract/errors";
import { Command } from "commander";
import { loadConfig } from "./config.ts";
import { StoreLockedError } from "./store/embedded/errors.ts";
import { VERSION } from "./version.ts";

/** `pipewright ...`. Sets the exit code; a mistake of the user is one line on standard error, without a stack. */
export async function runCommandLine(argv: string[]): Promise<void> {
  try {
    await commandLine().parseAsync(argv);
  } catch (error) {
    if (!(error instanceof PipewrightError || error instanceof StoreLockedError)) throw error;
    process.stderr.write(`${errorMessage(error)}\n`);
    process.exitCode = 1;
  }
}

/** What a command needs is loaded when it is called: a diagnosis must not wait for a server's parts. */
function commandLine(): Command {
  const program = new Command("pipewright")
    .description("Finds out why a pipeline is red, proposes a fix, and proves it once a person approves")
    .version(VERSION);
  program
    .command("serve", { isDefault: true })
    .description("start the server")
    .action(async () => (await import("./cli/serve-command.ts")).serveCommand(loadConfig()));
  program
    .command("diagnose")
    .description("print what broke in a log, and the lines that prove it")
    .argument("<file>", "the log, also gzipped, or the archive of a run; - reads standard input")
    .option("--json", "print JSON", false)
    .option("--against <file>", "a log of the same job that passed: what it shows as well is not the cause")
    .action(async (file: string, options: { json: boolean; against?: string }) => {
      const { diagnoseCommand } = await import("./cli/diagnose-command.ts");
      print(await diagnoseCommand(file, options, loadConfig()));
    });
  program
    .command("simulate")
    .description("send a failure to a running server")
    .argument("[scenario]", "id of a scenario; without one, the ids are listed")
    .option(...SERVER_OPTION)
    .action(async (scenario: string | undefined, options: { url?: string }) => {
      const { simulateCommand } = await import("./cli/simulate-command.ts");
      print(await simulateCommand(scenario, options, loadConfig()));
    });
  addPeopleCommands(program.command("people").description("the people who may sign in, besides the admin"));
  addPolicyCommands(program.command("policy").description("the policy file of a repository"));
  addKeyCommands(program.command("keys").description("the API keys that pipelines report their runs with"));
  program
    .command("github-app")
    .description("make the GitHub App that Pipewright acts as, with one button")
    .option("--url <url>", "where GitHub reaches Pipewright (default: PIPEWRIGHT_PUBLIC_URL)")
    .option("--name <name>", "name of the app; GitHub wants it to be unique", "Pipewright")
    .option("--organization <name>", "make it for an organization instead of yourself")
    .action(async (options: { url?: string; name: string; organization?: string }) => {
      const { githubAppCommand } = await import("./cli/github-app-command.ts");
      print(await githubAppCommand(options, loadConfig(), print));
    });
  program
    .command("demo")
    .description("the whole loop in this terminal, on an example that really fails")
    .option("--yes", "approve without asking", false)
    .option("--scenario <id>", "which example", "python-missing-import")
    .action(async (options: { yes: boolean; scenario: string }) => {
      const { demoCommand } = await import("./cli/demo-command.ts");
      endWith(await demoCommand(options, loadConfig()));
    });
  program
    .command("store")
    .description("run the embedded store alone, for mongosh, Compass or a backup")
    .option("--data <folder>", "the data folder")
    .option("--listen <host:port>", "also serve it on TCP; without a password, so keep it on loopback")
    .action(async (options: { data?: string; listen?: string }) => {
      const { storeCommand } = await import("./cli/store-command.ts");
      await storeCommand(options, loadConfig());
    });
  program
    .command("doctor")
    .description("say what works here, and what to do about the rest")
    .option("--json", "print JSON", false)
    .action(async (options: { json: boolean }) => {
      const { doctorCommand } = await import("./cli/doctor-command.ts");
      endWith(await doctorCommand(options, loadConfig()));
    });
  return program;
}

const SERVER_OPTION = ["--url <url>", "address of the server (default: what PORT and HOST say)"] as const;

function addKeyCommands(keys: Command): void {
  keys
    .command("create")
    .description("make a key for one repository, and print it this once")
    .requiredOption("--repo <owner/name>", "whose runs may be reported with it")
    .option("--name <name>", "what you will know it by")
    .option(...SERVER_OPTION)
    .action(async (options: { repo: string; name?: string; url?: string }) => {
      const { createKey } = await import("./cli/keys-command.ts");
      print(await createKey(options, loadConfig()));
    });
  keys
    .command("list")
    .description("list the keys, without their secrets")
    .option(...SERVER_OPTION)
    .action(async (options: { url?: string }) => {
      const { listKeys } = await import("./cli/keys-command.ts");
      print(await listKeys(options, loadConfig()));
    });
  keys
    .command("revoke")
    .description("make a key stop to work")
    .argument("<id>", "its id, as `keys list` shows it")
    .option(...SERVER_OPTION)
    .action(async (id: string, options: { url?: string }) => {
      const { revokeKey } = await import("./cli/keys-command.ts");
      print(await revokeKey(id, options, loadConfig()));
    });
}

function addPeopleCommands(people: Command): void {
  people
    .command("add")
    .description("let a person sign in, and print the link this once")
    .argument("<name>", "what answers and policies will call them, such as alice")
    .option("--role <role>", "approver answers, viewer only reads", "approver")
    .option(...SERVER_OPTION)
    .action(async (name: string, options: { role: string; url?: string }) => {
      const { addPerson } = await import("./cli/people-command.ts");
      print(await addPerson(name, options, loadConfig()));
    });
  people
    .command("list")
    .description("list the people who may sign in")
    .option(...SERVER_OPTION)
    .action(async (options: { url?: string }) => {
      const { listPeople } = await import("./cli/people-command.ts");
      print(await listPeople(options, loadConfig()));
    });
  people
    .command("revoke")
    .description("sign a person out everywhere, and let them in no more")
    .argument("<name>", "as `people list` shows it")
    .option(...SERVER_OPTION)
    .action(async (name: string, options: { url?: string }) => {
      const { revokePerson } = await import("./cli/people-command.ts");
      print(await revokePerson(name, options, loadConfig()));
    });
}

function addPolicyCommands(policy: Command): void {
  policy
    .command("check")
    .description("say whether a policy file is right, with line and column of every mistake")
    .argument("[file]", "the file (default: .pipewright.yml here)")
    .action(async (file: string | undefined) => {
      const { checkPolicy } = await import("./cli/policy-command.ts");
      const { exitCode, text } = await checkPolicy(file);
      print(text);
      process.exitCode = exitCode;
    });
  policy
    .command("schema")
    .description("print the JSON Schema of the file, for editors")
    .action(async () => {
      const { policyJsonSchema } = await import("@pipewright/contract/policy-schema");
      print(JSON.stringify(policyJsonSchema(), null, 2));
    });
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** Ends the process once everything is written; timers of the database driver would keep it for half a minute. */
function endWith(exitCode: number): void {
  process.stdout.write("", () => process.exit(exitCode));
}
