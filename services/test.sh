# The lanes of tests; sourced by ./cdp. CONTRIBUTING.md tells what runs in which.

# The parts of the soak lane: JUnit tags "soak-<part>".
soak_parts=(models replays old-bugs kills stalls storms sdks screens journeys launcher two-hours)

# What the log of the tests shows as not run: tests that skipped themselves, classes of which none
# ran, and what a test printed about a check it could not make.
left_out() {
  awk '
    function name() { sub(/.* in /, ""); sub(/.*\./, ""); return $0 }
    function add(what) { if (!seen[what]++) all = all (all ? "; " : "") what }
    /Tests run: 0,.* in / { add("all of " name()) }
    /Skipped: [1-9].* in / {
      count = $0; sub(/.*Skipped: /, "", count); count += 0
      add(count (count == 1 ? " test" : " tests") " of " name())
    }
    /(^|[^"])SKIPPED: / { sub(/.*SKIPPED: /, ""); add($0) }
    END { print "Left out: " (all ? all : "nothing") "." }' "$1"
}

# The reports of the test classes that have run: "seconds tests failures errors skipped module class".
test_reports() {
  find . -name node_modules -prune -o -path '*/target/surefire-reports/TEST-*.xml' -print | sort |
    while read -r report; do
      module=${report#./}
      grep -m 1 -ho '<testsuite [^>]*>' "$report" | sed "s|^|${module%%/target/*} |"
    done | awk '
      function value(key) { match($0, " " key "=\"[^\"]*\""); return substr($0, RSTART + length(key) + 3, RLENGTH - length(key) - 4) }
      { time = value("time"); gsub(",", "", time)
        print time, value("tests"), value("failures"), value("errors"), value("skipped"), $1, value("name") }'
}

# The slowest classes and the time of each module.
times() {
  echo "The 30 slowest classes, in seconds:"
  sort -rn .cdp/test-classes.txt | awk 'NR <= 30 { printf "%8.1f  %s\n", $1, $7 }'
  echo
  echo "The test classes of each module, in seconds:"
  awk '{ seconds[$6] += $1 } END { for (module in seconds) printf "%8.1f  %s\n", seconds[module], module }' \
    .cdp/test-classes.txt | sort -rn
  echo
  grep -E '^\[INFO\] Tributary.* (SUCCESS|FAILURE|SKIPPED)' .cdp/test.log || true
}

# The totals of each module, as Surefire says them.
totals() {
  awk '
    { tests[$6] += $2; failures[$6] += $3; errors[$6] += $4; skipped[$6] += $5 }
    END { for (module in tests)
      printf "[INFO] Building Tributary %s\t[INFO] Tests run: %d, Failures: %d, Errors: %d, Skipped: %d\n",
        module, tests[module], failures[module], errors[module], skipped[module] }' \
    .cdp/test-classes.txt | sort | tr '\t' '\n'
}

# What the log names as failed: tests of Surefire and of Vitest, and goals of Maven. The first run of a test that
# passed when it was repeated is no failure.
failed() {
  sed 's/\x1b\[[0-9;]*m//g' "$1" |
    awk '
      /^\[WARNING\] dev\.tributary\./ { repeated = 1; next }
      repeated && /^\[(ERROR|INFO)\]   Run [0-9]/ { next }
      { repeated = 0; print }' |
    grep -E '^ *FAIL  |^\[ERROR\] (  [A-Za-z]|Failed to execute goal)' | awk '!seen[$0]++' | cut -c 1-300
}

# The tests that failed at first and passed when they were repeated: each is a defect of the test or of the product.
passed_when_repeated() {
  sed 's/\x1b\[[0-9;]*m//g' "$1" | awk '
    function add(test) { if (!seen[test]++) all = all (all ? "; " : "") test }
    /^\[WARNING\] dev\.tributary\.[A-Za-z0-9_.$]+$/ { add($2) }
    /^REPEATED: / { sub(/^REPEATED: /, ""); add($0) }
    END { if (all) print "Passed only when repeated: " all "." }'
}

# Builds and tests with these options; then the times, the totals, and what was left out.
verify() {
  local status=0 begun=$SECONDS
  own_state
  # The modules share the servers of the run that has this pid; they end with it.
  export TRIBUTARY_TEST_RUN=$$
  find . -name node_modules -prune -o -path '*/target/surefire-reports/*' -type f -exec rm {} +
  # The end-to-end tests begin with a new installation: guides make workspaces whose names must be free.
  # They append their figures to latency.txt, which then has those of this run only.
  rm -rf services/e2e/target/installation services/e2e/target/latency.txt
  ./mvnw --batch-mode --no-transfer-progress "-Dtributary.without-browser=$without_browser" "$@" verify 2>&1 |
    tee .cdp/test.log || status=$?
  test_reports > .cdp/test-classes.txt
  echo
  { times; echo; echo "The whole took $(((SECONDS - begun) / 60)) min $(((SECONDS - begun) % 60)) s."; } |
    tee .cdp/test-times.txt
  echo
  totals
  if $without_browser; then echo "SKIPPED: the tests in a browser" >> .cdp/test.log; fi
  left_out .cdp/test.log
  passed_when_repeated .cdp/test.log
  if [ $status != 0 ]; then
    echo
    echo "Failed:"
    failed .cdp/test.log
  fi
  return $status
}

# The tests that only report figures of the web UI, which need a browser.
bench_screens() {
  local without_browser=false
  verify -Dfast -Dtests.groups=bench -Dtests.excluded=soak -Dtest='dev/tributary/e2e/**' \
    -Dsurefire.failIfNoSpecifiedTests=false
  echo
  cat services/e2e/target/latency.txt
}

# One part of the soak lane: what is tagged so, with random seeds and its full size.
soak() {
  local begun=$SECONDS minutes=60
  [ "$1" != two-hours ] || minutes=170
  verify -Dfast -Dtributary.soak=true "-Dtests.groups=soak-$1" -Dtests.excluded=bench \
    "-Dtests.timeout=$minutes m" "-Dtests.jvm.seconds=$((minutes * 60))" ||
    fail "the part $1 of the soak lane failed; see .cdp/test.log."
  [ -s .cdp/test-classes.txt ] || fail "no test has the tag soak-$1."
  cp .cdp/test-times.txt ".cdp/soak-$1.txt"
  [ $((SECONDS - begun)) -le $((minutes * 60)) ] ||
    fail "the part $1 of the soak lane took longer than $minutes minutes. Divide it."
}

# Tests that read the files of every module and take seconds: they run after each change.
always=(TermsTest NamedCodeTest GlossaryTest TopicPicturesTest e2e/local/LanesTest e2e/local/NodeVersionTest ErrorReferenceTest AuditReferenceTest)

# The packages whose tests a change of these files, read line by line, can affect; "all" for all. The
# tests of helm compare the settings of each service with the chart.
affected() {
  local file every="runtime definitions identity destinations gateway audience warehouse collector control helm e2e benchmarks"
  while read -r file; do
    case $file in
      CHANGELOG.md | CONTRIBUTING.md | ARCHITECTURE.md | SECURITY.md | LICENSE | .spectral.yaml | docs/adr/*) ;;
      README.md | docs/images/*) echo e2e ;;
      docs/reference/openapi.json) echo runtime audience destinations gateway helm e2e ;;
      docs/reference/rule-semantics.md | docs/reference/audiences.md | docs/reference/administration.md) echo contracts runtime definitions identity destinations gateway audience warehouse collector control helm e2e ;;
      docs/reference/benchmarks.md) echo contracts runtime definitions identity destinations gateway warehouse collector control helm e2e benchmarks ;;
      docs/reference/*) echo contracts runtime definitions identity destinations gateway warehouse collector control helm e2e ;;
      docs/build-an-audience.md) echo runtime gateway helm e2e ;;
      docs/write-a-connector.md) echo runtime gateway destinations local helm e2e ;;
      docs/*) echo runtime gateway helm e2e ;;
      helm/tributary/files/kafka-acls.json) echo all ;;
      helm/*) echo helm ;;
      services/benchmarks/*) echo benchmarks ;;
      services/e2e/*) echo e2e ;;
      services/runtime/src/test/* | services/runtime-tests/*) echo runtime definitions ;;
      services/runtime/*) echo "$every" ;;
      services/definitions/src/test/*) echo definitions ;;
      services/definitions/*) echo definitions identity destinations audience warehouse collector control helm e2e ;;
      services/sandbox/src/test/*) echo sandbox ;;
      services/sandbox/src/main/java/dev/tributary/sandbox/http/Vendors.java | destinations/src/main/resources/connectors/manifests.list) echo sandbox destinations local helm e2e ;;
      services/sandbox/*) echo sandbox destinations e2e ;;
      services/connector-tests/*) echo destinations ;;
      services/event-collector/src/test/*) echo collector ;;
      services/event-collector/*) echo collector helm e2e ;;
      services/warehouse-ingestion/src/test/*) echo warehouse ;;
      services/warehouse-ingestion/*) echo warehouse helm e2e ;;
      services/control-plane/src/test/*) echo control ;;
      services/control-plane/*) echo control helm e2e ;;
      identity-resolution/src/test/* | identity-resolution/*/src/test/*) echo identity ;;
      identity-resolution/*) echo identity benchmarks helm e2e ;;
      audience-builder/src/test/*) echo audience ;;
      audience-builder/*) echo audience helm e2e ;;
      destinations/src/test/*) echo destinations ;;
      destinations/*) echo destinations helm e2e ;;
      api-gateway/src/test/*) echo gateway ;;
      api-gateway/*/templates/templates.json) echo gateway audience helm e2e ;;
      api-gateway/src/main/keycloak/*) echo gateway control helm e2e ;;
      api-gateway/*) echo gateway helm e2e ;;
      *) echo all ;;
    esac
  done | tr ' ' '\n' | sort -u
}

# What differs from the main branch, committed or not. A moved file counts at both of its places.
changed_files() {
  local base
  base=$(git merge-base HEAD origin/main 2> /dev/null || git merge-base HEAD main) ||
    fail "test --changed compares with the branch main, which is not here."
  git diff --name-only --no-renames "$base"
  git ls-files --others --exclude-standard
}

# Whether so many seconds are too long for the gate. Machines differ, so 25 minutes are a notice; on CI, 88 minutes are a failure.
too_long() {
  [ "$1" -gt $((25 * 60)) ] || return 1
  echo "The gate took longer than 25 minutes. Move what is long to the soak lane: see the times above."
  [ "${CI:-}" = true ] && [ "$1" -gt $((88 * 60)) ]
}

# A bound of the product, for example ten seconds for an answer of the database, can pass on a machine that stops for
# so long. So a test that failed runs once more, and the end of the log names it.
gate() {
  local status=0 begun=$SECONDS
  verify --threads 4 -Dsurefire.rerunFailingTestsCount=1 "$@" || status=$?
  if too_long $((SECONDS - begun)); then
    fail "the gate took longer than 88 minutes."
  fi
  return $status
}

gate_changed() {
  local files packages tests
  files=$(changed_files)
  packages=$(affected <<< "$files")
  if [ -z "$files" ]; then
    echo "Nothing differs from the branch main."
  elif grep -qx all <<< "$packages"; then
    echo "The change can affect everything."
    gate
  else
    echo "The change can affect" ${packages:-no package}
    tests=$(printf '**/%s,' "${always[@]}"; [ -z "$packages" ] || printf 'dev/tributary/%s/**/*Test,' $packages)
    gate "-Dtest=${tests%,}" -Dsurefire.failIfNoSpecifiedTests=false || return
    echo "Not affected, and so not run: all other packages."
  fi
}

run_tests() {
  local lane=gate parts=() without_browser=false
  while [ $# -gt 0 ]; do
    case $1 in
      --without-browser) without_browser=true ;;
      --changed) lane=gate_changed ;;
      --soak)
        lane=soak
        if [ $# -gt 1 ] && [[ $2 != --* ]]; then
          [[ " ${soak_parts[*]} " == *" $2 "* ]] || fail "the soak lane has no part $2, but: ${soak_parts[*]}."
          parts=("$2")
          shift
        fi
        ;;
      *) fail "test knows --changed, --soak [PART] and --without-browser, not $1." ;;
    esac
    shift
  done
  if ! $without_browser && ! has_browser; then
    fail "the browser's tests need the headless shell of Chromium, Chromium or Chrome on the PATH: install one, or say ./cdp test --without-browser."
  fi
  find_jdk
  find_node
  if [ $lane != soak ]; then
    $lane
    return
  fi
  # The run of two hours takes place when it is asked for by its name.
  local part
  if [ ${#parts[@]} = 0 ]; then
    for part in "${soak_parts[@]}"; do [ "$part" = two-hours ] || parts+=("$part"); done
  fi
  for part in "${parts[@]}"; do soak "$part"; done
}

has_browser() {
  command -v chromium-headless-shell chrome-headless-shell chromium chromium-browser google-chrome google-chrome-stable \
    > /dev/null
}
