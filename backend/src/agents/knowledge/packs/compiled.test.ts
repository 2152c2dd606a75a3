import { testPack } from "../testing/rule-examples.ts";
import { GO } from "./go.ts";
import { GO_TOOLS } from "./go-tools.ts";
import { JAVA } from "./java.ts";
import { NATIVE } from "./native.ts";
import { RUST } from "./rust.ts";
import { SWIFT } from "./swift.ts";

testPack("Go", GO, {
  "go/build-failed": {
    is: ["FAIL\texample.com/a/task [build failed]"],
    isNot: ["FAIL\texample.com/a/task\t0.012s"],
  },
  "go/missing-go-sum": {
    is: ["upload/upload.go:7:2: missing go.sum entry for module providing package github.com/google/uuid; to add:"],
    isNot: ["go.sum is fine"],
  },
  "go/updates-needed": { is: ["go: updates to go.mod needed"], isNot: ["go: updates done"] },
  "go/import-cycle": {
    is: ["package acme/a\n\timports acme/b\n\timports acme/a: import cycle not allowed"],
    isNot: ["import cycle not allowed in configuration"],
  },
  "go/http-panic": {
    is: [
      "2024/01/03 11:48:07 http: panic serving 127.0.0.1:38176: runtime error: invalid memory address or nil pointer dereference",
    ],
    isNot: ["2024/01/03 11:48:07 http: TLS handshake error from 127.0.0.1:38176: EOF"],
  },
  "go/missing-module": {
    is: ["main.go:4:2: no required module provides package github.com/a/b; to add it:"],
    isNot: ["main.go:4:2: undefined: b"],
  },
  "go/inconsistent-vendoring": { is: ["go: inconsistent vendoring in /src:"], isNot: ["go: vendoring"] },
  "go/toolchain-too-old": {
    is: ["go: go.mod requires go >= 1.22 (running go 1.20.3; GOTOOLCHAIN=local)"],
    isNot: ["note: module requires Go 1.21"],
  },
  "go/data-race": { is: ["==================\nWARNING: DATA RACE\nWrite at 0x00c000"], isNot: ["no data race"] },
  "go/test-timeout": { is: ["panic: test timed out after 10m0s"], isNot: ["panic: boom"] },
  "go/panic": { is: ["panic: assignment to entry in nil map"], isNot: ["panic: test timed out after 10m0s"] },
  "go/compile": {
    is: ["# example.org/shop/cart\ncart/cart.go:12:2: undefined: totl", "vet: ./main.go:7:2: undeclared name: f"],
    isNot: ["cart/cart.go:12:9: f is not checked (errcheck)"],
  },
});

testPack("the tools around Go", GO_TOOLS, {
  "go/vet": {
    is: [
      "./cart.go:3:17: fmt.Printf format %s has arg n of wrong type int",
      "./cart.go:9:2: unreachable code",
      "./cart_test.go:7:3: call to (*T).Fatal from a non-test goroutine",
    ],
    isNot: ["./cart.go:3:17: undefined: totl"],
  },
  "go/staticcheck": {
    is: ["cart/cart.go:9:2: this value of err is never used (SA4006)"],
    isNot: ["cart/cart.go:9:2: undefined: err"],
  },
  "go/provider-linter": {
    is: ["/src/vpc/vpc.go:101:12: R001: ResourceData.Set() key argument should be string literal"],
    isNot: ["/src/vpc/vpc.go:101:12: undefined: R001"],
  },
  "go/linter-message": {
    is: ["Error return value of `f.Close` is not checked (errcheck)"],
    isNot: ["cart.go:12:9: Error return value is not checked (errcheck)", "Error return value (see above)"],
  },
  "go/linter-too-old": {
    is: [
      "Error: can't load config: the Go language version (go1.22) used to build golangci-lint is lower than the targeted Go version (1.23.1)",
    ],
    isNot: ["golangci-lint has version 1.55 built with go1.22"],
  },
  "go/linter-configuration": {
    is: ['Error: can\'t load config: unsupported version of the configuration: ""'],
    isNot: ['level=info msg="[config_reader] Used config file .golangci.yml"'],
  },
  "go/linter-withdrawn": {
    is: ['level=error msg="[linters_context] deadcode: This linter is fully inactivated"'],
    isNot: ['level=warning msg="[linters_context] The linter deadcode is deprecated"'],
  },
  "go/linter-cannot-load": {
    is: [
      String.raw`level=error msg="Running error: buildir: failed to load package : could not load export data: no export data for \"gopkg.in/inf.v0\""`,
    ],
    isNot: ['level=info msg="[loader] Go packages loading at mode 575 took 4s"'],
  },
  "go/linter-timeout": {
    is: ['level=error msg="Timeout exceeded: try increasing it by passing --timeout option"'],
    isNot: ["--timeout=5m"],
  },
  "go/checksum-mismatch": {
    is: ["verifying github.com/a/b@v1.2.0: checksum mismatch"],
    isNot: ["verifying github.com/a/b@v1.2.0: ok"],
  },
  "go/go-mod-invalid": {
    is: [
      "/src/go.mod:3: invalid go version '1.21.0': must match format 1.23",
      "/src/go.mod:5: unknown directive: tool",
    ],
    isNot: ["/src/go.mod:3: ok"],
  },
  "go/unknown-version": {
    is: ["go: github.com/a/b@v9.9.9: invalid version: unknown revision v9.9.9"],
    isNot: ["go: downloading github.com/a/b v9.9.9"],
  },
  "go/release-from-dirty-tree": {
    is: ["  ⨯ release failed after 0s       error=git is in a dirty state"],
    isNot: ["  • release succeeded after 9s"],
  },
});

testPack("Java", JAVA, {
  "java/tool-too-old": { is: ["> Unsupported class file major version 65"], isNot: ["openjdk 21 2023-09-19"] },
  "java/no-gradle-wrapper": {
    is: ["Error: Could not find or load main class org.gradle.wrapper.GradleWrapperMain"],
    isNot: ["Downloading https://services.gradle.org/distributions/gradle-8.5-bin.zip"],
  },
  "java/scalac": {
    is: ["[error] /home/runner/work/a/a/src/main/scala/acme/Cart.scala:12:5: not found: value totl"],
    isNot: ["[warn] /home/runner/work/a/a/src/main/scala/acme/Cart.scala:4:7: unused"],
  },
  "java/aapt": {
    is: ["ERROR:/app/src/main/res/layout/main.xml:8: AAPT: error: resource color/primry not found."],
    isNot: ["AAPT: warning: x"],
  },
  "java/enforcer": {
    is: ["[ERROR] Rule 0: org.apache.maven.enforcer.rules.version.RequireJavaVersion failed with message:"],
    isNot: ["[WARNING] Rule 1: org.apache.maven.enforcer.rules.DependencyConvergence passed with warnings"],
  },
  "java/spotbugs": {
    is: [
      "[ERROR] High: Possible null pointer dereference of s [acme.Cart] At Cart.java:[line 33] NP_NULL_ON_SOME_PATH",
    ],
    isNot: ["[ERROR] High load on the machine"],
  },
  "java/wrong-class-version": {
    is: [
      "    class file has wrong version 55.0, should be 52.0",
      "java.lang.UnsupportedClassVersionError: a/B has been compiled by a more recent version of the Java Runtime (class file version 61.0), this version of the Java Runtime only recognizes class file versions up to 55.0",
    ],
    isNot: ["class version 55"],
  },
  "java/maven-compile": {
    is: ["[ERROR] /src/main/java/shop/Cart.java:[12,5] cannot find symbol"],
    isNot: [
      "[WARNING] /src/main/java/shop/Cart.java:[12,5] deprecated",
      "[ERROR] src/main/java/shop/Cart.java:[3] (imports) UnusedImports: Unused import - java.util.List.",
    ],
  },
  "java/maven-checkstyle": {
    is: [
      "[ERROR] src/main/java/shop/Cart.java:[14,3] (indentation) Indentation: 'method def' has incorrect indentation level 4.",
      "[ERROR] src/main/java/shop/Cart.java:[3] (imports) UnusedImports: Unused import - java.util.List.",
    ],
    isNot: ["[ERROR] /src/main/java/shop/Cart.java:[12,5] cannot find symbol"],
  },
  "java/javac": {
    is: ["/src/shop/Cart.java:12: error: cannot find symbol"],
    isNot: ["/src/shop/Cart.java:12: warning: x"],
  },
  "java/kotlinc": {
    is: ["e: file:///src/main/kotlin/Cart.kt:7:9 Unresolved reference: totl"],
    isNot: ["w: file:///src/main/kotlin/Cart.kt:7:9 unused"],
  },
  "java/dependency": {
    is: ["   > Could not find com.example:cart:9.9.", "[ERROR] Could not find artifact a.b:c:jar:1.0 in central"],
    isNot: ["Could not find the file"],
  },
  "java/dependencies": {
    is: ["> Could not resolve all files for configuration ':compileClasspath'."],
    isNot: ["Could not resolve host: a.b"],
  },
  "java/no-such-task": {
    is: ["Task 'buld' not found in root project 'shop'.", '[ERROR] Unknown lifecycle phase "instal".'],
    isNot: ["Task :build"],
  },
  "java/no-project": {
    is: ["[ERROR] The goal you specified requires a project to execute but there is no POM in this directory (/src)."],
    isNot: ["[INFO] BUILD SUCCESS"],
  },
  "java/forked-vm-died": {
    is: ["[ERROR] The forked VM terminated without properly saying goodbye."],
    isNot: ["forked VM started"],
  },
  "java/gradle-what-went-wrong": {
    is: ["* What went wrong:\nExecution failed for task ':checkstyleMain'.\n> Unable to create Root Module"],
    isNot: ["* What went wrong:\nExecution failed for task ':test'.\n> There were failing tests."],
  },
  "java/exception": {
    is: ['Exception in thread "main" java.lang.IllegalStateException: closed\n\tat shop.Main.main(Main.java:3)'],
    isNot: ["java.lang.IllegalStateException: closed"],
  },
});

testPack("Rust", RUST, {
  "rust/offline": {
    is: ["  can't checkout from 'https://github.com/shop/miniscript': you are in the offline mode (--offline)"],
    isNot: ["cargo build --offline"],
  },
  "rust/no-linker": {
    is: ["error: linker `cc` not found\n  |\n  = note: No such file or directory (os error 2)"],
    isNot: ["error: linking with `cc` failed: exit status: 1"],
  },
  "rust/lockfile-out-of-date": {
    is: ["error: the lock file /src/Cargo.lock needs to be updated but --locked was passed to prevent this"],
    isNot: ["Updating crates.io index"],
  },
  "rust/toolchain-too-old": {
    is: ["  rustc 1.70.0 is not supported by the following package:"],
    isNot: ["rustc 1.80.0"],
  },
  "rust/no-such-crate": { is: ["error: no matching package named `serdee` found"], isNot: ["error: no such command"] },
  "rust/compile": {
    is: ["error[E0425]: cannot find value `totl` in this scope\n --> src/lib.rs:3:9"],
    isNot: ["error: could not compile `shop` (lib) due to 2 previous errors"],
  },
  "rust/clippy": {
    is: [
      "error: unneeded `return` statement\n --> src/lib.rs:3:5\n  |\n3 |     return a;\n  |     ^^^^^^^^\n  = note: `-D clippy::needless-return` implied by `-D warnings`",
    ],
    isNot: [
      "error: unused variable: `a`\n --> src/lib.rs:3:5\n  = note: `-D unused-variables` implied by `-D warnings`",
    ],
  },
  "rust/broken-doc-link": { is: ["error: unresolved link to `Cart`"], isNot: ["error: unresolved import `Cart`"] },
  "rust/build-script": {
    is: ["error: failed to run custom build command for `openssl-sys v0.9.99`"],
    isNot: ["error: failed to run `rustc` to learn about target-specific information"],
  },
  "rust/panic": {
    is: ["thread 'main' panicked at src/main.rs:4:10:\ncalled `Result::unwrap()` on an `Err` value: 3"],
    isNot: ["thread 'main' started"],
  },
});

testPack("Swift", SWIFT, {
  "swift/pods": {
    is: ['[!] CocoaPods could not find compatible versions for pod "Foo":\n  In Podfile:\n    Foo (~> 9.0)'],
    isNot: ["Pod installation complete!"],
  },
  "swift/test": {
    is: ['/src/CartTests.swift:9: error: CartTests.testTotal : XCTAssertEqual failed: ("3") is not equal to ("4")'],
    isNot: ["/src/Cart.swift:9:3: error: cannot find 'totl' in scope"],
  },
  "swift/swiftlint": {
    is: ["/src/Cart.swift:3:1: error: Line Length Violation: Line should be 120 characters or less (line_length)"],
    isNot: ["/src/Cart.swift:3:1: error: expected expression"],
  },
  "swift/compile": {
    is: ["❌  /src/Cart.swift:12:9: cannot find 'totl' in scope"],
    isNot: ["❌  something else"],
  },
  "swift/signing": {
    is: ['error: No signing certificate "iOS Distribution" found: No "iOS Distribution" signing certificate'],
    isNot: ["Signing Identity: iOS Distribution"],
  },
  "swift/no-destination": {
    is: ["xcodebuild: error: Unable to find a destination matching the provided destination specifier:"],
    isNot: ["Using the first of multiple matching destinations"],
  },
});

testPack("compiled languages and their tools", NATIVE, {
  "make/stopped": {
    is: ["Makefile.config:1127: *** ERROR: libtraceevent is missing. Please install libtraceevent-dev.  Stop."],
    isNot: ["make: *** [Makefile:12: all] Error 2"],
  },
  "native/protoc-plugin": {
    is: ["protoc-gen-go: program not found or is not executable"],
    isNot: ["protoc --go_out=gen proto/a.proto"],
  },
  "native/unity": {
    is: ["/src/tests/test_probe.c:483:test_probe_times_out:FAIL: Expected 0 Was 3"],
    isNot: ["/src/tests/test_probe.c:483:test_probe_times_out:PASS"],
  },
  "cmake/wrong-version": {
    is: [
      "CMake Error at CMakeLists.txt:1 (cmake_minimum_required):\n  CMake 3.28 or higher is required.  You are running version 3.25.1",
      "CMake Error at CMakeLists.txt:1 (cmake_minimum_required):\n  Compatibility with CMake < 3.5 has been removed from CMake.",
    ],
    isNot: ["-- The C compiler identification is GNU 12.2.0"],
  },
  "c/missing-header": {
    is: ["main.c:1:10: fatal error: zlib.h: No such file or directory"],
    isNot: ["main.c:5:16: error: 'x' undeclared"],
  },
  "c/compile": {
    is: ["main.c:5:16: error: 'totl' undeclared (first use in this function)"],
    isNot: ["main.c:5:16: warning: unused variable 'error'"],
  },
  "c/msvc": {
    is: ["D:\\a\\src\\cart.cpp(12,5): error C2065: 'totl': undeclared identifier [D:\\a\\x.vcxproj]"],
    isNot: ["cart.cpp(12,5): warning C4100: x"],
  },
  "c/link": {
    is: [
      "main.c:(.text+0xa): undefined reference to `total'",
      'main.obj : error LNK2019: unresolved external symbol "int __cdecl total(void)" referenced in function main',
      '  "total(int)", referenced from:',
    ],
    isNot: ["a reference to total"],
  },
  "cmake/missing-package": {
    is: [
      'CMake Error at CMakeLists.txt:3 (find_package):\n  Could not find a package configuration file provided by "Boost"',
      'meson.build:2:0: ERROR: Dependency "zlib" not found, tried pkgconfig and cmake',
    ],
    isNot: ["Could NOT find OpenMP (missing: OpenMP_C_FLAGS)", "Run-time dependency zlib found: YES 1.2"],
  },
  "cmake/error": {
    is: ["CMake Error at CMakeLists.txt:3 (message):\n  no"],
    isNot: ["CMake Warning at CMakeLists.txt:3"],
  },
  "make/no-rule": {
    is: ["make: *** No rule to make target 'main.o', needed by 'shop'.  Stop."],
    isNot: ["make: *** [Makefile:3: main.o] Error 1"],
  },
  "native/sanitizer": {
    is: [
      "==12==ERROR: AddressSanitizer: heap-use-after-free on address 0x60",
      "src/a.c:3:9: runtime error: signed integer overflow: 2147483647 + 1 cannot be represented in type 'int'",
    ],
    isNot: [
      "built with AddressSanitizer",
      "panic: runtime error: index out of range [3] with length 3",
      "2024/01/03 11:48:07 http: panic serving 127.0.0.1:38176: runtime error: invalid memory address",
    ],
  },
  "native/valgrind": {
    is: [
      "==12== Invalid read of size 4\n==12==    at 0x109153: main (cart.c:2)",
      "==12== 40 bytes in 1 blocks are definitely lost in loss record 1 of 1",
    ],
    isNot: ["==12== All heap blocks were freed -- no leaks are possible"],
  },
  "native/lint": {
    is: [
      "/src/cart.cpp:1:42: error: value stored to 'a' is never read [clang-analyzer-deadcode.DeadStores,-warnings-as-errors]",
      "cart.c:2:69: error: Memory leak: p [memleak]",
    ],
    isNot: ["cart.c:2:69: error: unused variable 'p' [-Werror=unused-variable]"],
  },
  "native/catch": { is: ["/src/cart_test.cpp:5: FAILED:"], isNot: ["cart_test.cpp:5: PASSED:"] },
  "native/crash": { is: ["./run.sh: line 3: 12 Segmentation fault (core dumped) ./shop"], isNot: ["no fault"] },
  "dotnet/compile": {
    is: ["/src/Cart.cs(12,20): error CS0103: The name 'totl' does not exist in the current context [/src/x.csproj]"],
    isNot: ["/src/Cart.cs(12,20): warning CS0168: x"],
  },
  "dotnet/restore": {
    is: ["error NU1101: Unable to find package Foo. [/src/x.csproj]"],
    isNot: ["Restored /src/x.csproj"],
  },
  "dotnet/sdk-missing": { is: ["error NETSDK1045: The current .NET SDK does not support targeting"], isNot: ["SDK 8"] },
});
