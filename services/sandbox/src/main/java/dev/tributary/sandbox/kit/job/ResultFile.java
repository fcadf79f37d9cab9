package dev.tributary.sandbox.kit.job;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Results of a job as a file.
 *
 * @param rows values by column; each row has the same columns
 * @param unknownHeader whether the file has a first column that no document names
 */
public record ResultFile(List<Map<String, String>> rows, boolean unknownHeader) {
  private static final String UNKNOWN = "x_internal_row";
  private static final CsvMapper MAPPER = new CsvMapper();

  /** CSV with a header, also without rows. */
  public String csv(List<String> columns) {
    var schema = CsvSchema.builder();
    if (unknownHeader) {
      schema.addColumn(UNKNOWN);
    }
    columns.forEach(schema::addColumn);
    try {
      return MAPPER
          .writer(schema.build().withHeader())
          .writeValueAsString(rows.stream().map(this::row).toList());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Texts are writable", e);
    }
  }

  private Map<String, String> row(Map<String, String> row) {
    var all = new TreeMap<>(row);
    if (unknownHeader) {
      all.put(UNKNOWN, "1");
    }
    return all;
  }
}
