package dev.tributary.local.launch;

import dev.tributary.local.infra.Port;
import dev.tributary.local.infra.StartFailure;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;

/**
 * The port of each part: the preferred one if it is free at the first start, else any free one. It
 * never changes afterwards, because users know the addresses and Keycloak's database contains them.
 * People may edit the file. The ports are reserved for this process until it ends.
 */
public final class Ports {

  private final Path file;
  private final Properties remembered = new Properties();
  private final Set<Integer> given = new HashSet<>();

  public Ports(Path file) {
    this.file = file;
    if (Files.exists(file)) {
      try (Reader reader = Files.newBufferedReader(file)) {
        remembered.load(reader);
      } catch (IOException e) {
        throw new StartFailure("Cannot read " + file + ": " + e.getMessage(), e);
      }
    }
  }

  /**
   * @throws StartFailure if the part's port from an earlier start is in use now
   */
  public int of(String part, int preferred) {
    String before = remembered.getProperty(part);
    int port = before == null ? choose(preferred) : configured(part, before);
    given.add(port);
    if (before == null) {
      remember(part, port);
    }
    return port;
  }

  /**
   * The port of a part of a running installation, which itself uses the port; empty before the
   * first start.
   */
  Optional<Integer> remembered(String part) {
    return Optional.ofNullable(remembered.getProperty(part))
        .map(String::strip)
        .map(Integer::valueOf);
  }

  private int choose(int preferred) {
    int port = preferred;
    while (given.contains(port) || !Port.reserve(port)) {
      port = Port.free();
    }
    return port;
  }

  private int configured(String part, String text) {
    int port;
    try {
      port = Integer.parseInt(text.strip());
    } catch (NumberFormatException e) {
      throw new StartFailure("%s: the port of %s is not a number: %s".formatted(file, part, text));
    }
    if (!Port.reserve(port)) {
      throw new StartFailure(
          "Port %d of %s is taken by another process: stop that, or change the line %s in %s."
              .formatted(port, part, part, file));
    }
    return port;
  }

  private void remember(String part, int port) {
    remembered.setProperty(part, Integer.toString(port));
    try {
      StateFile.write(file, remembered);
    } catch (IOException e) {
      throw new StartFailure("Cannot write " + file + ": " + e.getMessage(), e);
    }
  }
}
