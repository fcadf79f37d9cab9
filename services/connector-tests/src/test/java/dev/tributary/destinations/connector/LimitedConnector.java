package dev.tributary.destinations.connector;

import dev.tributary.destinations.connector.Manifest.BatchLimits;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A connector of which one object has other limits in bytes. */
public final class LimitedConnector implements Connector {
  private final Connector connector;
  private final Manifest manifest;

  /**
   * @param bytes of a batch
   * @param itemBytes of an item
   */
  public LimitedConnector(Connector connector, String object, int bytes, int itemBytes) {
    this.connector = connector;
    this.manifest =
        ManifestBuilder.builder(connector.manifest())
            .objects(
                connector.manifest().objects().stream()
                    .map(each ->
                        each.name().equals(object)
                            ? ManifestObjectTypeBuilder.builder(each)
                                .batch(
                                    new BatchLimits(
                                        each.batchSize(), bytes, itemBytes, Duration.ZERO))
                                .build()
                            : each)
                    .toList())
            .build();
  }

  @Override
  public Manifest manifest() {
    return manifest;
  }

  @Override
  public Authentication authentication() {
    return connector.authentication();
  }

  @Override
  public Authentication authentication(Target target, Egress.Request request) {
    return connector.authentication(target, request);
  }

  @Override
  public List<Authentication> authentications() {
    return connector.authentications();
  }

  @Override
  public Set<String> secrets(String object) {
    return connector.secrets(object);
  }

  @Override
  public boolean refusesToken(Egress.Answer answer) {
    return connector.refusesToken(answer);
  }

  @Override
  public int mostItems(Batch batch) {
    return connector.mostItems(batch);
  }

  @Override
  public @Nullable Place place(Batch batch) {
    return connector.place(batch);
  }

  @Override
  public List<Place> requirements(Batch batch) {
    return connector.requirements(batch);
  }

  @Override
  public Protocol protocol(Batch batch) {
    return connector.protocol(batch);
  }

  @Override
  public Probe probe(Target target) {
    return connector.probe(target);
  }
}
