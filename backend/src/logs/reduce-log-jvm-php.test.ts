import { describe, expect, it } from "vitest";
import { reduceLog } from "./reduce-log.ts";
import { asGitHubJob, readMarkedLog } from "./testing/marked-log.ts";

const CASES: Record<string, [command: string, output: string]> = {
  "a Kotlin lint error, not Gradle's word on it": [
    "./gradlew detekt",
    `
> Task :detekt FAILED
»/home/runner/work/a/a/src/main/kotlin/acme/Cart.kt:7:5: The function total appears to be too complex. [CyclomaticComplexMethod]
»/home/runner/work/a/a/src/main/kotlin/acme/Cart.kt:31:17: This expression contains a magic number. [MagicNumber]

FAILURE: Build failed with an exception.

* What went wrong:
Execution failed for task ':detekt'.
> Analysis failed with 2 weighted issues.`,
  ],
  "the first error of Android's lint without its lecture": [
    "./gradlew lintDebug",
    `
> Task :app:lintDebug FAILED

»Lint found 1 errors, 12 warnings. First failure:
»
»/home/runner/work/a/a/app/src/main/AndroidManifest.xml:12: Error: Missing permissions [MissingPermission]
»        <activity android:name=".Main" />
»        ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~

   Explanation for issues of type "MissingPermission":
   This check scans through your code and libraries.

* What went wrong:
Execution failed for task ':app:lintDebug'.
> Lint found errors in the project; aborting build.`,
  ],
  "javac's errors, not its warnings": [
    "./gradlew build",
    `
> Task :compileJava FAILED
»/home/runner/work/a/a/src/main/java/acme/Cart.java:12: error: cannot find symbol
»        return totl(items);
»               ^
»  symbol:   method totl(List<Item>)
»  location: class Cart
/home/runner/work/a/a/src/main/java/acme/Cart.java:20: warning: [deprecation] getError() in Log has been deprecated
        log.getError();
           ^
1 error
1 warning`,
  ],
  "javac's snippet where it is not indented": [
    "javac A.java",
    `
»A.java:1: error: incompatible types: String cannot be converted to int
»public class A { int x = "s"; }
»                         ^
1 error`,
  ],
  "a ScalaTest failure": [
    "sbt test",
    `
[info] CartSpec:
[info] - rejects errors
»[info] - sums up *** FAILED ***
»[info]   2 did not equal 3 (CartSpec.scala:12)
[info] - logs when failed
[info] *** 1 TEST FAILED ***
[error] Failed tests:
[error] 	acme.CartSpec
[error] (Test / test) sbt.TestsFailedException: Tests unsuccessful`,
  ],
  "Maven's goal without its help": [
    "mvn -B verify",
    `
[INFO] BUILD FAILURE
»[ERROR] Failed to execute goal org.apache.maven.plugins:maven-enforcer-plugin:3.4.1:enforce (versions) on project a:
»[ERROR] Rule 0: org.apache.maven.enforcer.rules.version.RequireJavaVersion failed with message:
»[ERROR] Detected JDK version 11.0.22 is not in the allowed range [17,).
[ERROR] -> [Help 1]
[ERROR]
[ERROR] To see the full stack trace of the errors, re-run Maven with the -e switch.
[ERROR] Re-run Maven using the -X switch to enable full debug logging.
[ERROR] [Help 1] http://cwiki.apache.org/confluence/display/MAVEN/MojoExecutionException`,
  ],
  "PHPUnit's errors": [
    "vendor/bin/phpunit",
    `
.FE                                                                 3 / 3 (100%)

Time: 00:00.003, Memory: 4.00 MB

»There was 1 error:
»
»1) CartTest::testBreaks
»Error: Call to a member function foo() on null
»
»/home/runner/work/a/a/tests/CartTest.php:7

ERRORS!
Tests: 4, Assertions: 3, Errors: 1.`,
  ],
  "a failure in PHPUnit's testdox": [
    "vendor/bin/phpunit --testdox",
    `
Cart
 ✔ Error is thrown
» ✘ Total
»   │
»   │ Failed asserting that 2 is identical to 3.
»   │
»   │ /home/runner/work/a/a/tests/CartTest.php:5
»   │

Time: 00:00.004, Memory: 6.00 MB`,
  ],
  "a Pest failure": [
    "vendor/bin/pest",
    `
   FAIL  Tests\\Unit\\CartTest
  ⨯ it sums up                                                          0.02s
  ─────────────────────────────────────────────────────────────────
»   FAILED  Tests\\Unit\\CartTest > it sums up
»  Failed asserting that 2 is identical to 3.
»
»  at tests/Unit/CartTest.php:4
»  ➜   4▕     expect(1 + 1)->toBe(3);

  Tests:    1 failed, 2 passed (3 assertions)`,
  ],
  "PHPStan's table": [
    "vendor/bin/phpstan",
    `
 ------ ---------------------------------------
»  Line   src/Cart.php
» ------ ---------------------------------------
»  12     Method Acme\\Cart::total() should return int but returns string.
» ------ ---------------------------------------

 [ERROR] Found 1 error`,
  ],
  "what PHP CS Fixer would write": [
    "vendor/bin/php-cs-fixer fix --dry-run --diff",
    `
Loaded config default.
»   1) src/Cart.php (braces_position, single_quote)
»      ---------- begin diff ----------
»--- /home/runner/work/a/a/src/Cart.php
»+++ /home/runner/work/a/a/src/Cart.php
»@@ -1,2 +1,3 @@
»-class Cart {
»+class Cart
»+{
»      ----------- end diff -----------

Found 1 of 24 files that can be fixed in 0.412 seconds, 18.000 MB memory used`,
  ],
  "an exception of Composer": [
    "composer install",
    `
Loading composer repositories with package information
»In RemoteFilesystem.php line 476:
»
»  The "https://packages.example.org/packages.json" file could not be downloaded
»  failed to open stream: Connection refused

install [--prefer-source] [--dry-run]`,
  ],
  "a GHC error behind a package's name": [
    "stack test",
    `
shop> Building library for shop-0.1.0.0..
»shop> /home/runner/work/a/a/src/Shop/Cart.hs:12:9: error: [GHC-88464]
»shop>     Variable not in scope: totl :: [Int] -> Int
»shop>    |
»shop> 12 | total = totl
»shop>    |         ^^^^
shop>
Progress 0/2

Error: [S-7282]
       Stack failed to execute the build plan.`,
  ],
  "a Ruby syntax error": [
    "ruby app.rb",
    `
»app.rb:3: unterminated string meets end of file
»app.rb:3: syntax error, unexpected end-of-input, expecting \`end'`,
  ],
  "a spec that cannot be loaded": [
    "rspec",
    `
»An error occurred while loading ./spec/a_spec.rb.
»Failure/Error: require "notthere"
»
»LoadError:
»  cannot load such file -- notthere
»# ./spec/a_spec.rb:1:in \`<top (required)>'
No examples found.

0 examples, 0 failures, 1 error occurred outside of examples`,
  ],
  "why Rake gave up": [
    "rake",
    `
»rake aborted!
»database.yml is missing
»/home/runner/work/a/a/Rakefile:2:in \`block in <top (required)>'
Tasks: TOP => default
(See full trace by running task with --trace)`,
  ],
  "a check of Maven that warns only": [
    "mvn -B verify",
    `
[INFO] Analyzed bundle 'shop' with 12 classes
»[WARNING] Rule violated for bundle shop: lines covered ratio is 0.61, but expected minimum is 0.80
[INFO] BUILD FAILURE
[ERROR] Failed to execute goal org.jacoco:jacoco-maven-plugin:0.8.11:check (check) on project shop: Coverage checks have not been met.`,
  ],
  "PHP_CodeSniffer's table": [
    "vendor/bin/phpcs",
    `
E. 2 / 2 (100%)

»FILE: /home/runner/work/a/a/src/Cart.php
»----------------------------------------------------------------------
»FOUND 1 ERROR AFFECTING 1 LINE
»----------------------------------------------------------------------
» 12 | ERROR | [ ] Line exceeds maximum limit of 120 characters
»----------------------------------------------------------------------

Time: 112ms; Memory: 10MB`,
  ],
  "Checkstyle's findings in Gradle": [
    "./gradlew checkstyleMain",
    `
> Task :checkstyleMain FAILED
»[ant:checkstyle] [ERROR] /src/main/java/acme/Cart.java:12:5: wrong indentation level 4. [Indentation]
»[ant:checkstyle] [ERROR] /src/main/java/acme/Cart.java:40: Line is longer than 100 characters. [LineLength]

* What went wrong:
Execution failed for task ':checkstyleMain'.
> Checkstyle rule violations were found.`,
  ],
  "a lock file that composer finds out of date": [
    "composer validate --strict",
    `
./composer.json is valid, but with a few warnings
»# Lock file errors
»- The lock file is not up to date with the latest changes in composer.json.
# General warnings
- No license specified, it is recommended to do so.`,
  ],
  "the step of a scenario that failed": [
    "vendor/bin/behat",
    `
  Scenario: sums up        # features/cart.feature:3
    Then the total is 3    # FeatureContext::total()
»      Failed asserting that 2 matches expected 3.

--- Failed scenarios:

    features/cart.feature:3`,
  ],
  "what Credo found": [
    "mix credo --strict",
    `
Checking 12 source files ...
»┃ [F] → Function is too complex (cyclomatic complexity is 12, max is 9).
»┃       lib/shop/cart.ex:12:7 #(Shop.Cart.total)

40 mods/funs, found 1 refactoring opportunity.`,
  ],
  "a goal that is no test, not what passing tests printed": [
    "./mvnw -B verify",
    `
[INFO] Running org.acme.bucket.DriverExceptionTest
15:09:29.000 [main] ERROR org.acme.bucket.DriverException - Failed to process tunnel
java.lang.IllegalStateException: simulated failure
	at org.acme.bucket.DriverExceptionTest.lambda$run$0(DriverExceptionTest.java:51)
[INFO] Tests run: 1, Failures: 0, Errors: 0, Skipped: 0, Time elapsed: 2.9 s -- in org.acme.bucket.DriverExceptionTest
[INFO] ------------------------------------------------------------------------
[INFO] BUILD FAILURE
[INFO] ------------------------------------------------------------------------
»[ERROR] Failed to execute goal com.github.siom79.japicmp:japicmp-maven-plugin:0.20.0:cmp (default) on project jcodec: There is at least one incompatibility: org.acme.Frame.size() -> [Help 1]
[ERROR]
[ERROR] To see the full stack trace of the errors, re-run Maven with the -e switch.`,
  ],
  "an error in R's checks of a package": [
    "R CMD check",
    `
* checking R code for possible problems ... OK
»* checking examples ... ERROR
»Running examples in ‘tidyflow-Ex.R’ failed
»The error most likely occurred in:
»
»> fold_by(mtcars, cyl, ~ mean(.x$mpg))
»Error in \`fold_by()\`:
»! Can't subset columns that don't exist.
»✖ Column \`cyl\` doesn't exist.
»Execution halted
* checking tests ... OK
Error: Error: R CMD check found ERRORs
Execution halted`,
  ],
};

describe("evidence in JVM, PHP, Ruby and Haskell logs", () => {
  it.each(Object.entries(CASES))("is %s", (_name, [command, output]) => {
    const { text, first, last } = readMarkedLog(asGitHubJob(command, output));
    expect(reduceLog(text).candidates[0]).toMatchObject({ startLine: first, endLine: last });
  });
});
