/** Modules of Python's standard library that are often used without their import. */
export const STANDARD_MODULES: ReadonlySet<string> = new Set(
  "abc argparse array ast asyncio base64 bisect calendar collections contextlib copy csv dataclasses datetime decimal enum fnmatch functools getpass glob gzip hashlib heapq hmac html http inspect io ipaddress itertools json locale logging math mimetypes operator os pathlib pickle platform pprint queue random re secrets select shlex shutil signal socket sqlite3 ssl statistics string struct subprocess sys tempfile textwrap threading time timeit traceback types typing unicodedata unittest urllib uuid warnings weakref xml zipfile zlib".split(
    " ",
  ),
);

/** What Python 3.10 removed from `collections`: https://docs.python.org/3/whatsnew/3.10.html#removed */
export const MOVED_TO_COLLECTIONS_ABC: ReadonlySet<string> = new Set(
  "Awaitable Callable Collection Container Coroutine Generator Hashable ItemsView Iterable Iterator KeysView Mapping MappingView MutableMapping MutableSequence MutableSet Reversible Sequence Set Sized ValuesView".split(
    " ",
  ),
);

/** Packages on PyPI whose name is known for the module: the same name where nothing else is given. */
const PACKAGES: Readonly<Record<string, string>> = {
  attr: "attrs",
  bs4: "beautifulsoup4",
  cv2: "opencv-python",
  dateutil: "python-dateutil",
  dotenv: "python-dotenv",
  git: "GitPython",
  github: "PyGithub",
  jose: "python-jose",
  jwt: "PyJWT",
  MySQLdb: "mysqlclient",
  OpenSSL: "pyOpenSSL",
  PIL: "Pillow",
  psycopg2: "psycopg2-binary",
  serial: "pyserial",
  skimage: "scikit-image",
  sklearn: "scikit-learn",
  yaml: "PyYAML",
};
const SAME_NAME = new Set(
  "aiohttp alembic anyio arrow asyncpg attrs babel black boto3 celery certifi click cryptography cython django docker fastapi filelock flake8 flask freezegun gevent greenlet grpcio gunicorn httpx hypothesis idna isort jinja2 jsonschema keyring lxml mako markdown markupsafe marshmallow matplotlib mock msgpack mypy networkx nltk numpy openpyxl orjson packaging pandas paramiko passlib pendulum pexpect pillow pip platformdirs pluggy polars prometheus_client psutil psycopg pyarrow pycryptodome pydantic pydantic_settings pygments pylint pymongo pymysql pyparsing pytest pytest_cov pytz redis regex requests responses rich ruff scipy seaborn selenium sentry_sdk setuptools simplejson six sphinx sqlalchemy starlette structlog sympy tabulate tenacity toml tomli torch tornado tox tqdm transformers typer typing_extensions tzdata ujson urllib3 uvicorn virtualenv watchdog websockets werkzeug wheel wrapt xlrd xmltodict zstandard".split(
    " ",
  ),
);

/** The package that is known to bring a module; undefined where only a person can know. */
export function packageOfModule(module: string): string | undefined {
  if (Object.hasOwn(PACKAGES, module)) return PACKAGES[module];
  return SAME_NAME.has(module.toLowerCase()) ? module.replaceAll("_", "-") : undefined;
}

/** A module that left Python's standard library. */
interface Removal {
  /** The first Python version without it. */
  since: string;
  instead?: string;
}

function removedIn(since: string, names: string): [string, Removal][] {
  return names.split(" ").map((name) => [name, { since }]);
}

/** Source: "Removed" in https://docs.python.org/3/whatsnew/ of 3.9 to 3.13. */
export const REMOVED_MODULES: ReadonlyMap<string, Removal> = new Map<string, Removal>([
  ...removedIn("3.10", "formatter parser symbol"),
  ...removedIn("3.11", "binhex"),
  ...removedIn(
    "3.13",
    "aifc audioop cgitb chunk crypt imghdr lib2to3 mailcap msilib nis nntplib ossaudiodev sndhdr spwd sunau telnetlib uu xdrlib",
  ),
  ["imp", { since: "3.12", instead: "importlib does the same" }],
  ["distutils", { since: "3.12", instead: "setuptools brings a copy" }],
  ["asyncore", { since: "3.12", instead: "asyncio is its successor" }],
  ["asynchat", { since: "3.12", instead: "asyncio is its successor" }],
  ["smtpd", { since: "3.12", instead: "aiosmtpd is its successor" }],
  ["cgi", { since: "3.13", instead: "the package legacy-cgi is a copy" }],
  ["pipes", { since: "3.13", instead: "subprocess and shlex do the same" }],
]);

/** Packages that many distributions put modules into: to have one of them says nothing of the others. */
export const SHARED_NAMESPACES: ReadonlySet<string> = new Set(
  "airflow azure backports google jaraco mpl_toolkits opentelemetry paste plone ruamel sphinxcontrib zope".split(" "),
);
