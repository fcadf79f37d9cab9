package dev.tributary.destinations.added;

import dev.tributary.destinations.connector.Connector;
import dev.tributary.destinations.connector.Connectors;
import dev.tributary.destinations.connector.manifest.ManifestDraft;
import dev.tributary.destinations.declared.Compilation;
import dev.tributary.destinations.declared.DeclaredConnectors;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Compiles the connectors that workspaces have added. A compiled connector has no state and knows
 * no workspace, so the result is kept for the text of the manifest: each version is compiled once
 * by each instance. Thread-safe.
 */
public final class AddedConnectors {
  /** The name of the file in faults: the text of a request has no other. */
  public static final String FILE = "connector.yaml";

  /**
   * The size of the manifests whose compiled form is kept, in characters. The compiled form can
   * need many times the memory of the text.
   */
  private static final int KEPT = 8 * 1024 * 1024;

  private final Connectors installed;

  /** By the hash of the text, the one that was used last at the end. */
  private final LinkedHashMap<String, Kept> compiled = new LinkedHashMap<>(16, 0.75f, true);

  private long size;

  private record Kept(int characters, Compilation result) {}

  /**
   * @param installed the connectors of this installation
   */
  public AddedConnectors(Connectors installed) {
    this.installed = installed;
  }

  /** The connectors of this installation. */
  public Connectors installed() {
    return installed;
  }

  /** Compiles a stored manifest. The same manifest has the same result. */
  public Compilation compile(ConnectorFile file) {
    String hash = hash(file.yaml());
    Compilation known = known(hash);
    if (known != null) {
      return known;
    }
    Compilation result = compiled(file);
    keep(hash, new Kept(file.yaml().length(), result));
    return result;
  }

  /**
   * Compiles a manifest that may never be stored. The result is not kept, so that tries do not
   * displace the connectors that are in use.
   */
  Compilation compileOnce(ConnectorFile file) {
    Compilation known = known(hash(file.yaml()));
    return known == null ? compiled(file) : known;
  }

  private static Compilation compiled(ConnectorFile file) {
    return DeclaredConnectors.added(
        ManifestDraft.read(FILE, file.yaml().getBytes(StandardCharsets.UTF_8)));
  }

  private synchronized @Nullable Compilation known(String hash) {
    Kept kept = compiled.get(hash);
    return kept == null ? null : kept.result();
  }

  private synchronized void keep(String hash, Kept kept) {
    Kept before = compiled.put(hash, kept);
    size += kept.characters() - (before == null ? 0 : before.characters());
    Iterator<Kept> oldest = compiled.values().iterator();
    while (size > KEPT && oldest.hasNext()) {
      size -= oldest.next().characters();
      oldest.remove();
    }
  }

  private static String hash(String text) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is part of every JDK", e);
    }
  }

  /**
   * The connectors of this installation and these ones. A manifest that this version refuses is
   * left out: another version may have accepted it.
   *
   * @param files by the ids of the connectors
   */
  public Connectors with(Map<String, ConnectorFile> files) {
    return with(files, Set.of());
  }

  /**
   * As above.
   *
   * @param unreadable the ids of further connectors of the workspace, whose files this version
   *     cannot read. No connector of this installation is found by them
   */
  public Connectors with(Map<String, ConnectorFile> files, Set<String> unreadable) {
    List<Connector> usable = new ArrayList<>();
    Set<String> unusable = new HashSet<>(unreadable);
    files.forEach((id, file) -> {
      if (compile(file) instanceof Compilation.Compiled(Connector connector)) {
        usable.add(connector);
      } else {
        unusable.add(id);
      }
    });
    return installed.with(usable, unusable);
  }
}
