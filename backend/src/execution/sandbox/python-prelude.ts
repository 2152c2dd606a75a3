/**
 * Runs inside of the WebAssembly Python before the user's program. The workspace is mounted below `/host` there, and just-bash
 * hides that by rewriting absolute paths in some functions only; a symbolic link makes the path itself true for all of them.
 */
export const PYTHON_PRELUDE = `
def _pipewright(_job):
    import json, os, posix, sys, types
    job = json.loads(_job)
    mount = job["mount"]
    try:
        posix.symlink("/host" + mount, mount)
    except OSError:
        pass

    # The real module search does not know the rewriting either.
    def real(path):
        return path if path == mount or path.startswith(mount + "/") else "/host" + path

    # Temporary files are opened by descriptor, which is not rewritten; below /lib no path is.
    os.environ["TMPDIR"] = "/lib/tmp"
    posix.mkdir("/lib/tmp")
    # Would name a file of the host.
    os.environ["_"] = "/usr/bin/python3"
    sys.dont_write_bytecode = True
    sys.executable = "/usr/bin/python3"
    sys.orig_argv = ["python3"]
    sys.path[:] = [entry for entry in sys.path if entry != "/tmp"]
    cwd = os.getcwd()
    wanted = [entry for entry in os.environ.get("PYTHONPATH", "").split(":") if entry and not entry.startswith("/lib/")]
    sys.path[0:0] = [real(os.path.abspath(entry)) for entry in wanted]

    main = types.ModuleType("__main__")
    main.__builtins__ = __builtins__
    sys.modules["__main__"] = main
    code = None
    try:
        if job["kind"] == "module":
            import runpy
            sys.argv = ["-m", *job["args"]]
            sys.path.insert(0, real(cwd))
            runpy._run_module_as_main(job["target"])
        elif job["kind"] == "code":
            sys.argv = ["-c", *job["args"]]
            sys.path.insert(0, real(cwd))
            exec(compile(job["target"], "<string>", "exec"), main.__dict__)
        else:
            path = os.path.abspath(job["target"])
            sys.argv = [job["target"], *job["args"]]
            main.__file__ = path
            sys.path.insert(0, real(os.path.dirname(path)))
            with open(path, "rb") as file:
                source = file.read()
            exec(compile(source, path, "exec"), main.__dict__)
    except SystemExit as end:
        # What is not a number is a message; just-bash would drop it.
        if end.code is not None and not isinstance(end.code, int):
            sys.stdout.flush()
            print(end.code, file=sys.stderr)
            sys.exit(1)
        raise
    except BaseException as error:
        import traceback
        trace = error.__traceback__
        while trace and (trace.tb_frame.f_code.co_filename.startswith("/tmp/_jb_") or "runpy" in trace.tb_frame.f_code.co_filename):
            trace = trace.tb_next
        sys.stdout.flush()
        traceback.print_exception(type(error), error, trace)
        sys.exit(1)
`;
