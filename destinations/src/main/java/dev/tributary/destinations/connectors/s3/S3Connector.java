package dev.tributary.destinations.connectors.s3;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.destinations.connector.Authentication;
import dev.tributary.destinations.connector.Batch;
import dev.tributary.destinations.connector.Call;
import dev.tributary.destinations.connector.Connector;
import dev.tributary.destinations.connector.Egress;
import dev.tributary.destinations.connector.Item;
import dev.tributary.destinations.connector.Manifest;
import dev.tributary.destinations.connector.Manifest.Fault;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.connector.Probe;
import dev.tributary.destinations.connector.Protocol;
import dev.tributary.destinations.connector.Target;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Writes each batch as one file. Its name follows from the sync and the batch, so a repetition
 * writes the same bytes to the same name. Files are never changed otherwise, and never deleted.
 */
public final class S3Connector implements Connector {
  private final Manifest manifest;

  public S3Connector(Manifest manifest) {
    this.manifest = manifest;
  }

  @Override
  public Manifest manifest() {
    return manifest;
  }

  @Override
  public Authentication authentication() {
    return new Authentication.AwsSignature(
        Settings.ACCESS_KEY_ID, Settings.SECRET, Settings.REGION, Settings.DEFAULT_REGION, "s3");
  }

  @Override
  public Set<String> secretsOfFixedReceiver() {
    return Set.of(Settings.SECRET);
  }

  /** Each path is a space of its own. */
  @Override
  public String space(String object, ObjectNode syncSettings) {
    return object + ":" + syncSettings.path(Settings.PATH).asText("");
  }

  /** A row is the whole record: readers keep the newest one. */
  @Override
  public boolean needsWholeRecords(String object) {
    return true;
  }

  @Override
  public List<Fault> faults(Target target) {
    List<Fault> faults = new ArrayList<>(Bucket.faults(target));
    String prefix = FileName.fault(target.setting(Settings.PREFIX, ""));
    if (prefix != null) {
      faults.add(new Fault("/settings/prefix", prefix));
    }
    return faults;
  }

  @Override
  public Protocol protocol(Batch batch) {
    String path = FileName.fault(batch.syncSettings().path(Settings.PATH).asText(""));
    if (path != null) {
      Outcome wrong = new Outcome.Misconfigured(Settings.PATH, "The path of the files: " + path);
      return new Protocol.DirectCalls(
          List.of(),
          batch.items().stream().collect(Collectors.toMap(Item::delivery, item -> wrong)));
    }
    Format.File file =
        Format.of(batch.syncSettings().path(Settings.FORMAT).asText(""))
            .file(
                Table.of(batch),
                batch.syncSettings().path(Settings.COMPRESSION).asText("").equals("gzip"));
    Egress.Request request =
        new Egress.Request(
            "PUT",
            Bucket.of(batch.target()).file(FileName.of(batch, file.extension())),
            Map.of(
                "content-type",
                file.mediaType(),
                "content-md5",
                md5(file.content()),
                "user-agent",
                "Tributary"),
            file.content());
    return new Protocol.DirectCalls(
        List.of(
            new Call(
                request,
                batch.items(),
                (answer, now) -> batch.each(Answers.ofWrite(answer, now)))));
  }

  /** Buckets with Object Lock and a default retention refuse a file without a checksum. */
  private static String md5(byte[] content) {
    try {
      return Base64.getEncoder().encodeToString(MessageDigest.getInstance("MD5").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("MD5 is part of the JDK", e);
    }
  }

  /** Lists at most one file. The key needs the right to do so, which writing does not need. */
  @Override
  public Probe probe(Target target) {
    String prefix = FileName.fixedPart(target.setting(Settings.PREFIX, ""));
    return new Probe.OfRequest(
        new Egress.Request(
            "GET", Bucket.of(target).list(prefix), Map.of("user-agent", "Tributary"), null),
        Answers::ofList);
  }
}
