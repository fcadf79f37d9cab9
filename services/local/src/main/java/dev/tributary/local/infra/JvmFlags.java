package dev.tributary.local.infra;

import java.util.List;
import java.util.stream.Stream;

/** The flags of the JVMs of services and of Kafka on one machine: small, and quick to start. */
public final class JvmFlags {

  /**
   * Replaces the choice of compiler. {@code cdp bench} sets it to empty, because C2 is better under
   * load.
   */
  private static final String VARIABLE = "CDP_SERVICE_JVM_FLAGS";

  private static final String QUICK_START = "-XX:TieredStopAtLevel=1";

  private static final String ALL_COMPILERS = "";

  private JvmFlags() {}

  /** For a JVM that starts quickly. */
  public static List<String> chosen() {
    return of(QUICK_START);
  }

  /**
   * For a JVM that runs for hours and does the same all the time: C2 saves a quarter of its CPU.
   */
  public static List<String> ofLongRun() {
    return of(ALL_COMPILERS);
  }

  private static List<String> of(String usual) {
    String chosen = System.getenv().getOrDefault(VARIABLE, usual);
    return Stream.concat(
            Stream.of(
                "-Xmx256m",
                // Else the collector runs several times before the service is ready.
                "-XX:MetaspaceSize=160m",
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow"),
            Stream.of(chosen.split(" ")).filter(flag -> !flag.isBlank()))
        .toList();
  }
}
