import { BUILD_SHAPES } from "./shapes/build-shapes.ts";
import { CHECK_SHAPES } from "./shapes/check-shapes.ts";
import { DEPLOYMENT_SHAPES } from "./shapes/deployment-shapes.ts";
import { GENERIC_SHAPES } from "./shapes/generic-shapes.ts";
import { GO_CHECK_SHAPES } from "./shapes/go-check-shapes.ts";
import { GO_SHAPES } from "./shapes/go-shapes.ts";
import { HASKELL_SHAPES } from "./shapes/haskell-shapes.ts";
import { INFRASTRUCTURE_SHAPES } from "./shapes/infrastructure-shapes.ts";
import { JAVA_SHAPES } from "./shapes/java-shapes.ts";
import { JAVASCRIPT_CHECK_SHAPES } from "./shapes/javascript-check-shapes.ts";
import { JAVASCRIPT_SHAPES } from "./shapes/javascript-shapes.ts";
import { JAVASCRIPT_TEST_SHAPES } from "./shapes/javascript-test-shapes.ts";
import { LANGUAGE_SHAPES } from "./shapes/language-shapes.ts";
import { LANGUAGE_TEST_SHAPES } from "./shapes/language-test-shapes.ts";
import { NATIVE_SHAPES } from "./shapes/native-shapes.ts";
import { NATIVE_TEST_SHAPES } from "./shapes/native-test-shapes.ts";
import { PHP_SHAPES } from "./shapes/php-shapes.ts";
import { PYTHON_SHAPES } from "./shapes/python-shapes.ts";
import { RESOURCE_SHAPES } from "./shapes/resource-shapes.ts";
import { RUBY_SHAPES } from "./shapes/ruby-shapes.ts";
import { RUST_SHAPES } from "./shapes/rust-shapes.ts";
import { SCRIPT_SHAPES } from "./shapes/script-shapes.ts";
import { SETTING_SHAPES } from "./shapes/setting-shapes.ts";
import type { Shape } from "./shapes/shape.ts";
import { TERRAFORM_SHAPES } from "./shapes/terraform-shapes.ts";

/** Every shape, the particular before the general: the first one whose start matches a line opens the block. */
export const ALL_SHAPES: readonly Shape[] = [
  ...RESOURCE_SHAPES,
  ...PYTHON_SHAPES,
  ...JAVASCRIPT_CHECK_SHAPES,
  ...JAVASCRIPT_TEST_SHAPES,
  ...JAVASCRIPT_SHAPES,
  ...JAVA_SHAPES,
  ...PHP_SHAPES,
  ...RUBY_SHAPES,
  ...HASKELL_SHAPES,
  ...GO_CHECK_SHAPES,
  ...GO_SHAPES,
  ...RUST_SHAPES,
  ...NATIVE_SHAPES,
  ...NATIVE_TEST_SHAPES,
  ...BUILD_SHAPES,
  ...LANGUAGE_TEST_SHAPES,
  ...LANGUAGE_SHAPES,
  ...TERRAFORM_SHAPES,
  ...DEPLOYMENT_SHAPES,
  ...INFRASTRUCTURE_SHAPES,
  ...SCRIPT_SHAPES,
  ...CHECK_SHAPES,
  ...SETTING_SHAPES,
  ...GENERIC_SHAPES,
];
