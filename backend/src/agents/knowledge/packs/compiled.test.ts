import { testPack } from "../testing/rule-examples.ts";
import { GO } from "./go.ts";
import { JAVA } from "./java.ts";
import { NATIVE } from "./native.ts";

testPack("Go", GO, {
  "go/missing-go-sum": {
    is: ["upload/upload.go:7:2: missing go.sum entry for module providing package github.com/google/uuid; to add:"],
    isNot: ["go.sum is fine"],
  },
  "go/updates-needed": { is: ["go: updates to go.mod needed"], isNot: ["go: updates done"] },
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

testPack("Java", JAVA, {
  "java/wrong-class-version": {
    is: [
      "    class file has wrong version 55.0, should be 52.0",
      "java.lang.UnsupportedClassVersionError: a/B has been compiled by a more recent version of the Java Runtime (class file version 61.0), this version of the Java Runtime only recognizes class file versions up to 55.0",
    ],
    isNot: ["class version 55"],
  },
  "java/maven-compile": {
    is: ["[ERROR] /src/main/java/shop/Cart.java:[12,5] cannot find symbol"],
    isNot: ["[WARNING] /src/main/java/shop/Cart.java:[12,5] deprecated"],
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

testPack("compiled languages and their tools", NATIVE, {
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
  "c/link": { is: ["main.c:(.text+0xa): undefined reference to `total'"], isNot: ["a reference to total"] },
  "cmake/missing-package": {
    is: [
      'CMake Error at CMakeLists.txt:3 (find_package):\n  Could not find a package configuration file provided by "Boost"',
    ],
    isNot: ["Could NOT find OpenMP (missing: OpenMP_C_FLAGS)"],
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
    is: ["==12==ERROR: AddressSanitizer: heap-use-after-free on address 0x60"],
    isNot: ["built with AddressSanitizer"],
  },
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
