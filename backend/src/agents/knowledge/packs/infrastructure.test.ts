import { testPack } from "../testing/rule-examples.ts";
import { KUBERNETES } from "./kubernetes.ts";
import { TERRAFORM } from "./terraform.ts";

testPack("Kubernetes and Ansible", KUBERNETES, {
  "kubernetes/kustomize": {
    is: ["Error: accumulating resources: accumulation err='accumulating resources from '../../base': no such file'"],
    isNot: ["kustomize build overlays/dev"],
  },
  "kubernetes/release-busy": {
    is: ["Error: UPGRADE FAILED: another operation (install/upgrade/rollback) is in progress"],
    isNot: ['Release "shop" has been upgraded. Happy Helming!'],
  },
  "kubernetes/error": {
    is: ['Error from server (Forbidden): pods is forbidden: User "ci" cannot list resource'],
    isNot: ["Release upgraded"],
  },
  "kubernetes/not-ready-in-time": {
    is: ["Error: UPGRADE FAILED: timed out waiting for the condition", "error: timed out waiting for the condition"],
    isNot: ["waiting for the condition"],
  },
  "kubernetes/chart": {
    is: [
      'Error: INSTALLATION FAILED: template: shop/templates/a.yaml:12:20: executing "a" at <.Values.x.y>: nil pointer',
      '[ERROR] templates/: parse error at (shop/templates/b.yaml:9): undefined variable "$x"',
    ],
    isNot: ["[INFO] Chart.yaml: icon is recommended"],
  },
  "kubernetes/invalid-manifest": {
    is: ["a.yaml - Deployment shop is invalid: problem validating schema. expected integer, but got string"],
    isNot: ["a.yaml - Deployment shop is valid"],
  },
  "kubernetes/unknown-kind": {
    is: [
      'error: unable to decode "k8s/hpa.yaml": no kind "HorizontalPodAutoscaler" is registered for version "autoscaling/v2beta2" in scheme "x"',
      'error: unable to recognize "a.yaml": no matches for kind "Ingress" in version "extensions/v1beta1"',
    ],
    isNot: ['The Deployment "app" is invalid: spec.replicas: Invalid value: -1'],
  },
  "kubernetes/no-cluster": {
    is: ["The connection to the server localhost:8080 was refused - did you specify the right host or port?"],
    isNot: ["Kubernetes control plane is running"],
  },
  "ansible/task": {
    is: ['fatal: [web1]: FAILED! => {"changed": false, "msg": "No package matching nginx", "rc": 1}'],
    isNot: ["ok: [web1]", 'fatal: [web1]: FAILED! => {"changed": false}'],
  },
  "ansible/playbook": { is: ["ERROR! conflicting action statements: nam, copy"], isNot: ["[ERROR]: nothing"] },
  "ansible/lint": {
    is: ["name[play]: All plays should be named.\nplay.yml:1"],
    isNot: ["name[play]: All plays should be named.\nplay.txt"],
  },
});

testPack("Terraform", TERRAFORM, {
  "terraform/packer": {
    is: ['Error: Failed to initialize build "image"'],
    isNot: ["Build 'image' finished after 3 minutes."],
  },
  "terraform/pulumi-busy": {
    is: ["error: [409] Conflict: Another update is currently in progress."],
    isNot: ["Updating (dev)"],
  },
  "terraform/lock-file": { is: ["│ Error: Inconsistent dependency lock file"], isNot: ["lock file is fine"] },
  "terraform/state-lock": { is: ["│ Error: Error acquiring the state lock"], isNot: ["Acquiring state lock."] },
  "terraform/unformatted-file": {
    is: ["Run terraform fmt -check -recursive\nmodules/db/main.tf"],
    isNot: ["modules/db/main.tf"],
  },
  "terraform/provider-not-available": {
    is: ["│ Error: Failed to query available provider packages"],
    isNot: ["- Finding hashicorp/aws versions"],
  },
  "terraform/not-initialised": {
    is: ["│ Error: Missing required provider"],
    isNot: ["Initializing provider plugins..."],
  },
  "terraform/module-missing": {
    is: ["Error: Unreadable module directory"],
    isNot: ["- vpc in modules/vpc"],
  },
  "terraform/variable-not-set": {
    is: ["Error: No value for required variable\n\n  on main.tf line 1:"],
    isNot: ["variable is set"],
  },
  "terraform/credentials": {
    is: ["│ Error: configuring Terraform AWS Provider: no valid credential sources for Terraform AWS Provider found"],
    isNot: ["credentials are fine"],
  },
  "terraform/test": { is: ["│ Error: Test assertion failed"], isNot: ['  run "ok"... pass'] },
  "terraform/tflint": {
    is: [
      'main.tf:9:17: Error - "t1.2xlarge" is an invalid value as instance_type (aws_instance_invalid_type)',
      'Warning: terraform "required_version" attribute is required (terraform_required_version)',
    ],
    isNot: ["Warning: something (see above)"],
  },
  "terraform/error": {
    is: ["│ Error: Reference to undeclared local value", "Error: Unsupported argument\n\n  on main.tf line 2, in x:"],
    isNot: ["Error: Terraform exited with code 1."],
  },
});
