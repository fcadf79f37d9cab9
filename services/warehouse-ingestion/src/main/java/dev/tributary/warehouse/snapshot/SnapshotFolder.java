package dev.tributary.warehouse.snapshot;

import dev.tributary.contracts.Json;
import dev.tributary.contracts.id.RunId;
import dev.tributary.warehouse.table.Shape;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A model's snapshot on disk. Each file has a new name and is never changed. The manifest names the
 * valid files, and is replaced by renaming, after all its files are on disk.
 *
 * <p>One run at a time works on a folder; the caller guarantees it.
 */
public final class SnapshotFolder {
  private static final String MANIFEST = "manifest.json";
  private static final String CHANGES = "changes-";
  private static final String PUBLISHING = "publishing-";
  private static final String LOG = "log";

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

  /**
   * The file in which a run keeps its changes until they are published and the snapshot is
   * switched.
   */
  public Path changes(RunId run) {
    return folder.resolve(CHANGES + run + ".parquet");
  }

  /** Records that a run begins to publish its changes; durable when it returns. */
  public void publishing(RunId run, Shape shape) throws IOException {
    Path note = folder.resolve(PUBLISHING + run);
    Files.write(note, Json.write(shape));
    force(note);
    force(folder);
  }

  /**
   * A run that began to publish its changes and did not end: it is unknown which of its changes
   * readers have.
   *
   * @param shape of its rows
   */
  public record Abandoned(RunId run, Shape shape) {}

  /**
   * @param current the run that works on the folder now, if there is one
   */
  public List<Abandoned> abandoned(Optional<RunId> current) throws IOException {
    List<Abandoned> abandoned = new ArrayList<>();
    for (Path note : files()) {
      String name = note.getFileName().toString();
      RunId run = new RunId(name.substring(Math.min(name.length(), PUBLISHING.length())));
      if (name.startsWith(PUBLISHING)
          && !current.equals(Optional.of(run))
          && Files.exists(changes(run))) {
        abandoned.add(new Abandoned(run, Json.MAPPER.readValue(note.toFile(), Shape.class)));
      }
    }
    return abandoned;
  }

  /** The snapshot now contains everything that a run has published. */
  public void accountedFor(RunId run) throws IOException {
    Files.deleteIfExists(folder.resolve(PUBLISHING + run));
  }

  /** The number of the log that the snapshot's rows were published to. */
  public long log() throws IOException {
    Path note = folder.resolve(LOG);
    return Files.exists(note) ? Long.parseLong(Files.readString(note).strip()) : 0;
  }

  /** Records that all later changes go to this log; durable when it returns. */
  public void belongsTo(long log) throws IOException {
    Path fresh = folder.resolve(LOG + ".new");
    Files.writeString(fresh, Long.toString(log));
    force(fresh);
    Files.move(
        fresh,
        folder.resolve(LOG),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
    force(folder);
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

  /**
   * Deletes all files that neither the manifest nor the given run needs, except those of runs whose
   * changes may have been published.
   */
  public void clean(Optional<RunId> keepChangesOf) throws IOException {
    Set<String> needed = new HashSet<>(Set.of(MANIFEST, LOG));
    manifest()
        .ifPresent(manifest -> {
          needed.add(manifest.base());
          needed.addAll(manifest.deltas());
        });
    keepChangesOf.ifPresent(run -> need(run, needed));
    abandoned(keepChangesOf).forEach(each -> need(each.run(), needed));
    for (Path file : files()) {
      if (!needed.contains(file.getFileName().toString())) {
        Files.deleteIfExists(file);
      }
    }
  }

  private void need(RunId run, Set<String> needed) {
    needed.add(changes(run).getFileName().toString());
    needed.add(PUBLISHING + run);
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  private static void force(Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
