package dev.tributary.testkit.vendor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The comparison finds each kind of difference, and names its place. */
class ComparisonTest {
  private static final String DOCUMENT =
      """
      {"paths": {"/things": {"post": {
        "parameters": [{"name": "dry", "in": "query", "required": true, "schema": {"type": "boolean"}}],
        "requestBody": {"required": true, "content": {"application/json": {"schema": {
          "type": "array", "items": {"$ref": "#/components/schemas/Thing"}}}}},
        "responses": {
          "200": {"description": "A text of the vendor", "content": {"application/json": {"schema": {
            "type": "object", "additionalProperties": {"type": "string", "format": "uuid"}}}}},
          "default": {"description": "", "$ref": "#/components/responses/Error"}}}}},
       "components": {
        "responses": {"Error": {"content": {"*/*": {"schema": {"$ref": "#/components/schemas/Thing"}}}}},
        "schemas": {"Thing": {"type": "object", "required": ["id"], "properties": {
          "id": {"type": "string", "pattern": ".+"},
          "kind": {"type": "string", "enum": ["new", "old"]},
          "unused": {"type": "string"}}}}}}\
      """;

  private static final String EXCERPT =
      """
      {"paths": {"/things": {"post": {
        "parameters": [{"name": "dry", "in": "query", "required": true, "schema": {"type": "boolean"}}],
        "requestBody": {"required": true, "content": {"application/json": {"schema": {
          "type": "array", "items": {"$ref": "#/components/schemas/Ours"}}}}},
        "responses": {
          "200": {"description": "Our words", "content": {"application/json": {"schema": {
            "type": "object", "additionalProperties": {"type": "string", "format": "uuid"}}}}},
          "default": {"$ref": "#/components/responses/Refused"}}}}},
       "components": {
        "responses": {"Refused": {"content": {"*/*": {"schema": {"$ref": "#/components/schemas/Ours"}}}}},
        "schemas": {"Ours": {"type": "object", "required": ["id"], "properties": {
          "id": {"type": "string", "pattern": ".+"},
          "kind": {"type": "string", "enum": ["old", "new"]},
          "status": {"type": "string", "x-not-in-document": "Each error has it"}}}}}}\
      """;

  @Test
  void otherNamesOtherWordsAndFewerFieldsAreNoDifference() {
    assertThat(differences(EXCERPT)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"/things\"|\"/stuff\"|/stuff: the document has no such path",
        "\"post\"|\"put\"|put /things: the document has no such method",
        "\"200\"|\"201\"|post /things 201: the document has no such status",
        "\"dry\"|\"wet\"|post /things parameter wet: the document has no such parameter",
        "\"dry\"|\"wet\"|post /things: the document requires the parameter dry",
        "\"boolean\"|\"string\"|post /things parameter dry: type is string, in the document boolean",
        "\"requestBody\"|\"x-body\"|post /things body: required is absent, in the document true",
        "application/json|text/plain|post /things 200: the content types are [text/plain], in the document [application/json]",
        "\"array\"|\"object\"|post /things body: type is object, in the document array",
        "\"uuid\"|\"date\"|post /things 200.*: format is date, in the document uuid",
        "additionalProperties|x-values|post /things 200.*: only one side has the keyword additionalProperties",
        "\".+\"|\".*\"|post /things body[].id: pattern is .*, in the document .+",
        "\"old\", \"new\"|\"old\"|post /things default.kind: enum is [old], in the document [new, old]",
        "[\"id\"]|[]|post /things default: required is [], in the document [id]",
        "\"kind\"|\"sort\"|post /things default.sort: the document has no such field",
        "\"status\"|\"unused\"|post /things default.unused: the document has this field, remove x-not-in-document",
        "\"pattern\": \".+\"|\"maxLength\": 3|post /things default.id: the comparison does not know the keyword maxLength",
      })
  void aDifferenceIsNamedWithItsPlace(String ours, String changed, String difference) {
    assertThat(EXCERPT).contains(ours);

    assertThat(differences(EXCERPT.replace(ours, changed))).contains(difference);
  }

  private static List<String> differences(String excerpt) {
    JsonNode ours = json(excerpt);
    return Comparison.differences(ours, json(DOCUMENT), ours.path("paths").fieldNames().next());
  }

  private static JsonNode json(String text) {
    try {
      return new ObjectMapper().readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(text, e);
    }
  }
}
