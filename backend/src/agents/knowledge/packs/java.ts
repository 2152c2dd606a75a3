import { manual } from "../remedies.ts";
import type { Rule } from "../rule.ts";
import { told } from "../told-rule.ts";

/** The class file versions of the Java releases that are still met: https://docs.oracle.com/javase/specs/jvms/se21/html/jvms-4.html */
const CLASS_FILE_BASE = 44;

/** What Maven's Checkstyle says of a line: the kind of the rule, its name, and what it found. */
const CHECKSTYLE = /^\(\w+\) [A-Z]\w+: /;

/** Java and Kotlin with Maven and Gradle. */
export const JAVA: readonly Rule[] = [
  {
    id: "java/tool-too-old",
    category: "configuration",
    severity: "high",
    confidence: 0.95,
    pattern: /Unsupported class file major version (?<major>\d+)/,
    explain(found) {
      const java = Number(found.field("major")) - CLASS_FILE_BASE;
      return {
        title: `A build tool cannot read classes of Java ${java}`,
        rootCause: `Gradle or a plugin of the build is older than Java ${java}, which the job runs.`,
        remedy: manual(
          `Move the tool to a version that knows Java ${java}, or build with an older Java`,
          "Which of the two is a decision.",
        ),
      };
    },
  },
  told({
    id: "java/no-gradle-wrapper",
    category: "missing_file",
    severity: "high",
    confidence: 0.96,
    pattern:
      /Could not find or load main class org\.gradle\.wrapper\.GradleWrapperMain|Unable to access jarfile \S*gradle-wrapper\.jar/,
    title: "gradle-wrapper.jar is not in the repository",
    cause: "It was not committed, mostly because `*.jar` is ignored.",
    todo: "Commit gradle/wrapper/gradle-wrapper.jar (`gradle wrapper` makes it)",
    why: "It is a program; a person should see where it comes from.",
  }),
  {
    id: "java/wrong-class-version",
    category: "configuration",
    severity: "high",
    confidence: 0.95,
    pattern:
      /class file has wrong version (?<found>\d+)\.\d+, should be (?<want>\d+)\.\d+|class file version (?<other>\d+)\.\d+\), this version of the Java Runtime only recognizes class file versions up to (?<limit>\d+)\.\d+/,
    explain(found) {
      const needed = Number(found.field("found") || found.field("other")) - CLASS_FILE_BASE;
      const present = Number(found.field("want") || found.field("limit")) - CLASS_FILE_BASE;
      return {
        title: `A library was compiled for Java ${needed}, and the job runs Java ${present}`,
        rootCause: `A dependency moved to Java ${needed}; Java ${present} cannot read its classes.`,
        remedy: {
          kind: "manual",
          summary: `Build with Java ${needed}, or pin the last version of the library for Java ${present}`,
          why: "Which of the two is a decision.",
        },
      };
    },
  },
  told({
    id: "java/maven-checkstyle",
    category: "lint",
    severity: "low",
    confidence: 0.92,
    pattern:
      /^\[(?:ERROR|WARN|WARNING)\] (?:\S*\/)?(?<file>[^/\s]+\/[^/\s]+\.\w+):\[(?<line>\d+)(?:,\d+)?\] \(\w+\) (?<rule>[A-Z]\w+): (?<text>.+)/,
    title: "{file}:{line}: {text} ({rule})",
    cause: "The code breaks a rule of Checkstyle.",
    todo: "Mend what Checkstyle names",
    why: "Whether to change the code or the rule is a decision.",
  }),
  told({
    id: "java/maven-compile",
    category: "compile",
    severity: "high",
    confidence: 0.9,
    pattern:
      /^\[ERROR\] (?:\S*\/)?(?<file>[^/\s]+\/[^/\s]+\.(?:java|kt|scala)):\[(?<line>\d+),\d+\] (?:error: )?(?<text>.+)/,
    title: "{file}:{line}: {text}",
    cause: "The compiler refuses the program.",
    todo: "Mend the compile error",
    why: "The log says what does not fit; what was meant, it does not.",
    when: (found) =>
      !CHECKSTYLE.test(found.field("text")) &&
      (!/^cannot access /.test(found.field("text")) || found.below(/wrong version/, 3) === undefined),
  }),
  told({
    id: "java/javac",
    category: "compile",
    severity: "high",
    confidence: 0.9,
    pattern:
      /^(?:\[ERROR\] )?(?:\S*\/)?(?<file>[^/\s]+\/[^/\s]+\.(?:java|kt|scala)|[^/\s]+\.java):(?<line>\d+)(?::\d+)?: error: (?<text>.+)/,
    title: "{file}:{line}: {text}",
    cause: "The compiler refuses the program.",
    todo: "Mend the compile error",
    why: "The log says what does not fit; what was meant, it does not.",
  }),
  told({
    id: "java/kotlinc",
    category: "compile",
    severity: "high",
    confidence: 0.9,
    pattern:
      /^e: (?:file:\/\/)?(?:\S*\/)?(?<file>[^/\s]+\/[^/\s]+\.kts?):(?:\s?\(?)(?<line>\d+)[:,]\s?\d+\)?:? (?<text>.+)/,
    title: "{file}:{line}: {text}",
    cause: "The Kotlin compiler refuses the program.",
    todo: "Mend the compile error",
    why: "The log says what does not fit; what was meant, it does not.",
  }),
  told({
    id: "java/scalac",
    category: "compile",
    severity: "high",
    confidence: 0.9,
    pattern: /^\[error\] (?:\S*\/)?(?<file>[^/\s]+\/[^/\s]+\.scala):(?<line>\d+):(?:\d+:)? (?:error: )?(?<text>\S.*)/,
    title: "{file}:{line}: {text}",
    cause: "The Scala compiler refuses the program.",
    todo: "Mend the compile error",
    why: "The log says what does not fit; what was meant, it does not.",
  }),
  told({
    id: "java/aapt",
    category: "compile",
    severity: "high",
    confidence: 0.92,
    pattern: /^(?:ERROR: ?)?(?:\S*\/)?(?<file>[^/\s]+\.xml):(?<line>\d+): AAPT: error: (?<text>.+)/,
    title: "{file}:{line}: {text}",
    cause: "Android's resource compiler refuses a file.",
    todo: "Mend the resource",
    why: "The log says what does not fit; what was meant, it does not.",
  }),
  told({
    id: "java/enforcer",
    category: "configuration",
    confidence: 0.9,
    pattern: /^\[ERROR\] Rule \d+: (?:[\w$]+\.)*(?<rule>\w+) failed with message:/,
    title: "The Maven Enforcer's rule {rule} is not kept",
    cause:
      "The build checks its surroundings or its dependencies, and they are not as it asks; the next lines say how.",
    todo: "Give the job what the rule asks for",
    why: "Whether to change the job or the rule is a decision.",
  }),
  told({
    id: "java/spotbugs",
    category: "lint",
    confidence: 0.9,
    pattern: /^\[ERROR\] (?:High|Medium|Low): (?<text>.+?) \[[\w.$]+\] .*\b(?<rule>[A-Z][A-Z_]{3,60})$/,
    title: "SpotBugs: {text} ({rule})",
    cause: "SpotBugs finds what its rules do not allow.",
    todo: "Mend what SpotBugs names",
    why: "Whether to change the code or the rule is a decision.",
  }),
  told({
    id: "java/dependency",
    category: "dependency",
    severity: "high",
    confidence: 0.92,
    pattern:
      /Could not (?:resolve|find artifact|find) (?<name>[\w.-]+:[\w.-]+(?::[\w.-]+){0,3})|Could not resolve (?:all )?(?:dependencies|files|artifacts)|Plugin (?<other>\S+) or one of its dependencies could not be resolved/,
    title: "The artifact `{name|other}` cannot be had",
    cause: "No repository that the build asks has it, or the repository could not be reached.",
    todo: "Check the version and the repositories",
    why: "The log does not say which version exists.",
    when: (found) => found.field("name") !== "" || found.field("other") !== "",
  }),
  told({
    id: "java/dependencies",
    category: "dependency",
    severity: "high",
    confidence: 0.85,
    pattern: /Could not resolve (?:all )?(?:dependencies|files|artifacts) for (?:project |configuration )?(?<what>\S+)/,
    title: "Dependencies of {what} cannot be resolved",
    cause: "No repository that the build asks has them, or a repository could not be reached.",
    todo: "Check the versions and the repositories",
    why: "The log does not say which versions exist.",
  }),
  told({
    id: "java/no-such-task",
    category: "configuration",
    confidence: 0.93,
    pattern:
      /Task '(?<name>[^']+)' not found in|Unknown lifecycle phase "(?<other>[^"]+)"|No plugin found for prefix '(?<third>[^']+)'/,
    title: "The build knows no task `{name|other|third}`",
    cause: "The job asks for a task that the build does not define.",
    todo: "Correct the name in the job, or define the task",
    why: "Which task is meant, the log does not say.",
  }),
  told({
    id: "java/no-project",
    category: "configuration",
    confidence: 0.92,
    pattern: /there is no POM in this directory|does not contain a Gradle build|Directory '.+' does not contain/,
    title: "The build tool was started in a folder that holds no build",
    cause: "The job's working directory is not where the build file is.",
    todo: "Correct the working directory in the job",
    why: "Where the build file is, the log does not say.",
  }),
  told({
    id: "java/forked-vm-died",
    category: "runtime_error",
    severity: "high",
    confidence: 0.85,
    pattern:
      /The forked VM terminated without (?:properly )?saying|Process 'Gradle Test Executor \d+' finished with non-zero exit value|The forked VM crashed/i,
    title: "The Java process that ran the tests died",
    cause: "It was killed, ran out of memory or called System.exit.",
    todo: "Look into the dump file that the log names",
    why: "The log itself does not say why it died.",
  }),
  told({
    id: "java/gradle-what-went-wrong",
    category: "configuration",
    confidence: 0.62,
    pattern: /^(?:Execution failed for task '(?<task>[^']+)'|A problem occurred (?<what>.+))/,
    title: "Gradle: the task {task|what} fails",
    cause: "The task's own word on it stands in the lines below.",
    todo: "Mend what the task names",
    why: "What was meant, the log does not say.",
    when: (found) => found.below(/There were failing tests|Compilation (?:failed|error)/, 2) === undefined,
  }),
  told({
    id: "java/exception",
    category: "runtime_error",
    severity: "high",
    confidence: 0.6,
    pattern:
      /^(?:\[\w+\] |Exception in thread "[^"]+" |FATAL: |SEVERE: )?(?:[a-z][\w$]*\.)+(?<kind>[A-Z]\w*(?:Exception|Error|Shutdown))(?:: (?<text>.+))?$/,
    title: "{kind}: {text}",
    cause: "The program ended with an exception that nothing catches.",
    todo: "Find out what led to the exception",
    why: "The stack trace shows where it was raised; what should have been there, it does not.",
    when: (found) => found.below(/^\s+at [\w.$]+/, 6) !== undefined && !/Assert|Comparison/.test(found.field("kind")),
  }),
];
