package dev.tributary.benchmarks.forgetting;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.record.MemoryRecords;
import org.apache.kafka.common.record.MemoryRecordsBuilder;
import org.apache.kafka.common.record.RecordBatch;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.utils.ByteBufferOutputStream;

/**
 * The cost of sealing each event with the key of its person before it enters the log: bytes in the
 * log after Kafka's own lz4, CPU to write and CPU to read back. Plain and sealed events are
 * measured in turn, round by round, after a warm-up.
 *
 * <p>Arguments: events (default 200,000), people (default 20,000), rounds (default 7).
 */
public final class ForgettingSpike {
  private static final int BATCH = 100;
  private static final int NONCE = 12;
  private static final int TAG_BITS = 128;
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private ForgettingSpike() {}

  /**
   * @param bytes in the log per event
   * @param writeMicros CPU per event to seal it and to build compressed batches
   * @param readMicros CPU per event to iterate the batches and to open it
   */
  record Cost(double bytes, double writeMicros, double readMicros) {}

  public static void main(String... arguments) throws GeneralSecurityException {
    int count = argument(arguments, 0, 200_000);
    int people = argument(arguments, 1, 20_000);
    int rounds = argument(arguments, 2, 7);
    List<SampleEvents.Event> events = SampleEvents.generate(42, count, people);
    List<SecretKeySpec> keys = keys(people);
    measure(events, keys, false);
    measure(events, keys, true);
    List<Cost> plain = new ArrayList<>();
    List<Cost> sealed = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      plain.add(measure(events, keys, false));
      sealed.add(measure(events, keys, true));
    }
    double size = events.stream().mapToInt(event -> event.body().length).average().orElse(0);
    System.out.printf(
        Locale.ROOT, "%d events of %.0f B, %d people, %d rounds%n", count, size, people, rounds);
    print("in clear", median(plain));
    print("a key per person", median(sealed));
  }

  private static void print(String name, Cost cost) {
    System.out.printf(
        Locale.ROOT,
        "%-18s %6.0f B in the log  %5.2f us to write  %5.2f us to read%n",
        name,
        cost.bytes(),
        cost.writeMicros(),
        cost.readMicros());
  }

  private static Cost median(List<Cost> costs) {
    return new Cost(
        median(costs.stream().mapToDouble(Cost::bytes).sorted().toArray()),
        median(costs.stream().mapToDouble(Cost::writeMicros).sorted().toArray()),
        median(costs.stream().mapToDouble(Cost::readMicros).sorted().toArray()));
  }

  private static double median(double[] sorted) {
    return sorted[sorted.length / 2];
  }

  private static Cost measure(
      List<SampleEvents.Event> events, List<SecretKeySpec> keys, boolean seal)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    long nonce = 0;
    List<MemoryRecords> log = new ArrayList<>();
    long before = THREADS.getCurrentThreadCpuTime();
    for (int from = 0; from < events.size(); from += BATCH) {
      MemoryRecordsBuilder batch = batch();
      for (SampleEvents.Event event : events.subList(from, Math.min(from + BATCH, events.size()))) {
        byte[] value =
            seal ? seal(cipher, keys.get(event.person()), ++nonce, event.body()) : event.body();
        batch.append(0L, ByteBuffer.allocate(4).putInt(0, event.person()).array(), value);
      }
      log.add(batch.build());
    }
    long written = THREADS.getCurrentThreadCpuTime();
    long read = 0;
    for (MemoryRecords batch : log) {
      for (var record : batch.records()) {
        byte[] value = new byte[record.valueSize()];
        record.value().get(value);
        int person = record.key().getInt();
        read += seal ? open(cipher, keys.get(person), value).length : value.length;
      }
    }
    long done = THREADS.getCurrentThreadCpuTime();
    if (read == 0) {
      throw new IllegalStateException("Nothing was read back");
    }
    double bytes = log.stream().mapToLong(MemoryRecords::sizeInBytes).sum();
    double count = events.size();
    return new Cost(
        bytes / count, (written - before) / 1000.0 / count, (done - written) / 1000.0 / count);
  }

  private static MemoryRecordsBuilder batch() {
    return new MemoryRecordsBuilder(
        new ByteBufferOutputStream(1 << 17),
        RecordBatch.CURRENT_MAGIC_VALUE,
        Compression.lz4().build(),
        TimestampType.CREATE_TIME,
        0,
        0,
        RecordBatch.NO_PRODUCER_ID,
        RecordBatch.NO_PRODUCER_EPOCH,
        RecordBatch.NO_SEQUENCE,
        false,
        false,
        RecordBatch.NO_PARTITION_LEADER_EPOCH,
        1 << 17);
  }

  private static byte[] seal(Cipher cipher, SecretKeySpec key, long counter, byte[] body)
      throws GeneralSecurityException {
    byte[] nonce = ByteBuffer.allocate(NONCE).putLong(4, counter).array();
    cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(TAG_BITS, nonce));
    byte[] sealed = new byte[NONCE + cipher.getOutputSize(body.length)];
    System.arraycopy(nonce, 0, sealed, 0, NONCE);
    cipher.doFinal(body, 0, body.length, sealed, NONCE);
    return sealed;
  }

  private static byte[] open(Cipher cipher, SecretKeySpec key, byte[] sealed)
      throws GeneralSecurityException {
    cipher.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(TAG_BITS, sealed, 0, NONCE));
    return cipher.doFinal(sealed, NONCE, sealed.length - NONCE);
  }

  private static List<SecretKeySpec> keys(int people) {
    SecureRandom random = new SecureRandom();
    List<SecretKeySpec> keys = new ArrayList<>(people);
    for (int i = 0; i < people; i++) {
      byte[] key = new byte[32];
      random.nextBytes(key);
      keys.add(new SecretKeySpec(key, "AES"));
    }
    return keys;
  }

  private static int argument(String[] arguments, int index, int otherwise) {
    return arguments.length > index ? Integer.parseInt(arguments[index]) : otherwise;
  }
}
