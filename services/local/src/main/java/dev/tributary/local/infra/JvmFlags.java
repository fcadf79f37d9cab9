package dev.tributary.local.infra;

import java.util.List;
import java.util.stream.Stream;

/** How the JVMs of services and of Kafka run on one machine: small, and quick to start. */
public final class JvmFlags {

  /** Replaces the choice of compiler; {@code cdp bench} empties it, as load deserves C2. */
  private static final String VARIABLE = "CDP_SERVICE_JVM_FLAGS";

  private static final String QUICK_START = "-XX:TieredStopAtLevel=1";

  private JvmFlags() {}

  public static List<String> chosen() {
    String chosen = System.getenv().getOrDefault(VARIABLE, QUICK_START);
    return Stream.concat(
            Stream.of(
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow"),
            Stream.of(chosen.split(" ")).filter(flag -> !flag.isBlank()))
        .toList();
  }
}
