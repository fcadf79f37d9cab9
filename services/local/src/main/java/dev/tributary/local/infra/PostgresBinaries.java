package dev.tributary.local.infra;

import dev.tributary.local.files.Archive;
import dev.tributary.local.files.Cache;
import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/** The PostgreSQL programs for this machine, unpacked once into the cache. */
record PostgresBinaries(Path directory) {

  // A reference to the logger: without one it is collected and loses its level.
  private static final Logger RESOLVER = Logger.getLogger("io.zonky.test.db.postgres");

  static {
    RESOLVER.setLevel(Level.WARNING);
  }

  static PostgresBinaries unpacked(Cache cache) {
    return new PostgresBinaries(cache.filled("postgresql-18.6", PostgresBinaries::unpack));
  }

  /**
   * A command line. If the user is root, it runs in a user namespace, because PostgreSQL refuses to
   * run as root.
   */
  List<String> command(String program, List<String> arguments) {
    List<String> line =
        Stream.concat(Stream.of(directory.resolve("bin/" + program).toString()), arguments.stream())
            .toList();
    return isRoot() ? Stream.concat(Stream.of("unshare", "-U"), line.stream()).toList() : line;
  }

  private static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }

  private static void unpack(Path target) throws IOException {
    String system = System.getProperty("os.name").startsWith("Mac") ? "Darwin" : "Linux";
    String machine =
        System.getProperty("os.arch").toLowerCase(Locale.ROOT).replace("amd64", "x86_64");
    try (InputStream packed = DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(system, machine);
        var tar = new XZCompressorInputStream(packed)) {
      Archive.unpack(tar, target);
    }
  }
}
