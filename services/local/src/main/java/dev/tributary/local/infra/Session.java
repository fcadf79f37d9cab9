package dev.tributary.local.infra;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Keeps children out of the terminal's process group. Otherwise they would get Ctrl-C before the
 * launcher.
 */
public final class Session {

  private static final Path SETSID = Path.of("/usr/bin/setsid");
  private static final String PERL = "use POSIX; POSIX::setsid(); exec @ARGV or exit 127";

  private Session() {}

  /** The same command, with the same pid, in its own session. macOS has no setsid, but Perl. */
  public static List<String> detached(List<String> command) {
    List<String> prefix =
        Files.isExecutable(SETSID) ? List.of(SETSID.toString()) : List.of("perl", "-e", PERL);
    return Stream.concat(prefix.stream(), command.stream()).toList();
  }
}
