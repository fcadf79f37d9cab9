package dev.tributary.local.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Properties;
import java.util.stream.Collectors;

/** Files of the installation's state: replaced whole, and readable by their owner only. */
public final class StateFile {

  private StateFile() {}

  static void write(Path file, Properties properties) throws IOException {
    String lines =
        properties.stringPropertyNames().stream()
            .sorted()
            .map(name -> name + "=" + properties.getProperty(name) + "\n")
            .collect(Collectors.joining());
    write(file, lines);
  }

  public static void write(Path file, String content) throws IOException {
    Path directory = file.toAbsolutePath().getParent();
    Files.createDirectories(directory);
    Path whole =
        Files.createTempFile(
            directory,
            file.getFileName().toString(),
            ".new",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(whole, content);
    Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE);
  }
}
