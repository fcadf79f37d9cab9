package dev.tributary.sandbox.s3;

import dev.tributary.sandbox.Answer;
import dev.tributary.sandbox.Call;
import dev.tributary.sandbox.kit.Operation;
import dev.tributary.sandbox.kit.Parts;
import dev.tributary.sandbox.kit.Refused;
import dev.tributary.sandbox.kit.Vendor;
import dev.tributary.sandbox.kit.VendorWords;
import dev.tributary.sandbox.kit.credential.Credentials.Reason;
import dev.tributary.sandbox.kit.limit.Limit;
import dev.tributary.sandbox.kit.limit.Window;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Buckets with files, in the path style. Each bucket exists but {@code missing}. */
public final class S3 implements Vendor {
  private static final S3Words WORDS = new S3Words();
  private static final String MISSING = "missing";
  private static final Duration MOST_SKEW = Duration.ofMinutes(15);
  private static final int MOST_LISTED = 1_000;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT);
  private static final Map<String, List<Limit>> LIMITS =
      Map.of(
          "write", List.of(perSecond(3_500)),
          "read", List.of(perSecond(5_500)));

  /** A file, and how often it was written. */
  @SuppressWarnings("ArrayRecordComponent")
  private record File(byte[] content, String type, int writes, Instant at) {}

  private final AccessKey key = new AccessKey();
  private final Map<String, File> files = new TreeMap<>();
  private final Parts parts;

  public S3(Clock clock) {
    parts = new Parts("s3", clock, key, LIMITS, null);
  }

  private static Limit perSecond(int requests) {
    return Limit.perEndpoint("prefix", Window.Rolling.of(Duration.ofSeconds(1)), requests);
  }

  @Override
  public Parts parts() {
    return parts;
  }

  @Override
  public VendorWords words() {
    return WORDS;
  }

  @Override
  public List<Operation> operations() {
    return List.of(
        Operation.of("GET", "/{bucket}", "read", this::list).open(),
        Operation.of("GET", "/{bucket}/", "read", this::list).open(),
        Operation.of("PUT", "/{bucket}/{key+}", "write", this::write).open(),
        Operation.of("GET", "/{bucket}/{key+}", "read", this::read).open());
  }

  @Override
  public List<Operation> control() {
    return List.of(
        Operation.of("GET", "/files", "", call -> Answer.of(200, Map.of("files", views()))).open(),
        Operation.of("GET", "/content", "", this::content).open());
  }

  private Answer content(Call call) {
    var file = files.get(call.query("name").orElse(""));
    return file == null ? Answer.empty(404) : Answer.of(200, file.content());
  }

  private List<Map<String, Object>> views() {
    return files.entrySet().stream()
        .map(file ->
            Map.<String, Object>of(
                "name", file.getKey(),
                "bytes", file.getValue().content().length,
                "type", file.getValue().type(),
                "writes", file.getValue().writes()))
        .toList();
  }

  @Override
  public void reset() {
    files.clear();
  }

  private Answer write(Call call) {
    var bucket = entered(call);
    if (!call.header("x-amz-content-sha256").orElse("").equals(SignedRequest.sha256(call.body()))) {
      throw WORDS.refused(
          400, "XAmzContentSHA256Mismatch", "The hash in the header is not that of the body.");
    }
    var md5 = Base64.getEncoder().encodeToString(SignedRequest.hash("MD5", call.body()));
    if (!call.header("content-md5").orElse(md5).equals(md5)) {
      throw WORDS.refused(400, "BadDigest", "The Content-MD5 is not that of the body.");
    }
    files.merge(
        name(bucket, call),
        new File(call.body(), call.header("content-type").orElse(""), 1, parts.now()),
        (before, now) -> new File(now.content(), now.type(), before.writes() + 1, now.at()));
    return Answer.empty(200).with(Map.of("ETag", tag(call.body())));
  }

  private Answer read(Call call) {
    var file = files.get(name(entered(call), call));
    if (file == null) {
      throw WORDS.refused(404, "NoSuchKey", "The specified key does not exist.");
    }
    return Answer.of(200, file.content())
        .with(Map.of("ETag", tag(file.content()), "Content-Type", file.type()));
  }

  private Answer list(Call call) {
    var bucket = entered(call);
    if (!call.query("list-type").orElse("").equals("2")) {
      throw WORDS.refused(501, "NotImplemented", "Only ListObjectsV2 is here.");
    }
    var root = bucket + "/";
    var prefix = call.query("prefix").orElse("");
    int most = call.query("max-keys").map(Integer::parseInt).orElse(MOST_LISTED);
    var found =
        files.entrySet().stream().filter(file -> file.getKey().startsWith(root + prefix)).toList();
    var contents =
        found.stream()
            .limit(Math.min(most, MOST_LISTED))
            .map(file ->
                "<Contents><Key>%s</Key><LastModified>%s</LastModified><Size>%d</Size></Contents>"
                    .formatted(
                        escaped(file.getKey().substring(root.length())),
                        file.getValue().at(),
                        file.getValue().content().length))
            .collect(Collectors.joining());
    return Answer.text(
        200,
        "application/xml",
        ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<ListBucketResult><Name>%s</Name><Prefix>%s"
                + "</Prefix><IsTruncated>%s</IsTruncated>%s</ListBucketResult>")
            .formatted(bucket, escaped(prefix), found.size() > most, contents));
  }

  /** The bucket of a request that is signed, and not too old. */
  private String entered(Call call) {
    if (key.check(call) instanceof AccessKey.Verdict.Refused(var reason)) {
      if (reason == Reason.WRONG && !key.knows(call)) {
        throw WORDS.refused(
            403, "InvalidAccessKeyId", "The access key id does not exist in our records.");
      }
      throw new Refused(WORDS.unauthorised(reason, call));
    }
    if (skew(call.header("x-amz-date").orElse("")).compareTo(MOST_SKEW) > 0) {
      throw WORDS.refused(
          403, "RequestTimeTooSkewed", "The time of the request is too far from the present.");
    }
    var bucket = call.parameter("bucket");
    if (bucket.equals(MISSING)) {
      throw WORDS.refused(404, "NoSuchBucket", "The specified bucket does not exist");
    }
    return bucket;
  }

  private Duration skew(String time) {
    try {
      var sent = LocalDateTime.parse(time, TIME).toInstant(ZoneOffset.UTC);
      return Duration.between(sent, parts.now()).abs();
    } catch (DateTimeException e) {
      return Duration.ofDays(1);
    }
  }

  private static String name(String bucket, Call call) {
    var path = call.path().substring(call.path().indexOf(bucket + "/") + bucket.length() + 1);
    return bucket + "/" + URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  private static String tag(byte[] content) {
    return '"' + SignedRequest.digest("MD5", content) + '"';
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
