package dev.tributary.warehouse.snapshot;

import dev.tributary.contracts.Json;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A model's snapshot on disk. Files are written under names of their own and never changed; the
 * manifest names those that count and is replaced by renaming, after everything it names is on
 * disk.
 *
 * <p>One run at a time works on a folder; the caller sees to it.
 */
public final class SnapshotFolder {
  private static final String MANIFEST = "manifest.json";
  private static final String CHANGES = "changes-";

  private final Path folder;

  public SnapshotFolder(Path folder) throws IOException {
    this.folder = Files.createDirectories(folder).toRealPath();
  }

  public Path path() {
    return folder;
  }

  public Path file(String name) {
    return folder.resolve(name);
  }

  /** Where a run keeps what it found until it is published and switched. */
  public Path changes(String run) {
    return folder.resolve(CHANGES + run + ".parquet");
  }

  /** Empty before the first complete run. */
  public Optional<Manifest> manifest() throws IOException {
    Path file = folder.resolve(MANIFEST);
    return Files.exists(file)
        ? Optional.of(Json.MAPPER.readValue(file.toFile(), Manifest.class))
        : Optional.empty();
  }

  /** Makes the new snapshot the current one; atomic, and durable when it returns. */
  public void switchTo(Manifest next) throws IOException {
    force(folder.resolve(next.base()));
    for (String delta : next.deltas()) {
      force(folder.resolve(delta));
    }
    Path fresh = folder.resolve(MANIFEST + ".new");
    Files.write(fresh, Json.write(next));
    force(fresh);
    Files.move(
        fresh,
        folder.resolve(MANIFEST),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
    force(folder);
  }

  /** Deletes what neither the manifest nor the given run needs any more. */
  public void clean(Optional<String> keepChangesOf) throws IOException {
    Set<String> needed = new HashSet<>(Set.of(MANIFEST));
    manifest()
        .ifPresent(manifest -> {
          needed.add(manifest.base());
          needed.addAll(manifest.deltas());
        });
    keepChangesOf.ifPresent(run -> needed.add(changes(run).getFileName().toString()));
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (!needed.contains(file.getFileName().toString())) {
          Files.deleteIfExists(file);
        }
      }
    }
  }

  private static void force(Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
