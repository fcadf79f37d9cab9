package dev.tributary.sandbox.kit.document;

/**
 * A difference of a request from the vendor's document.
 *
 * @param pointer the place in the body as a JSON pointer, the name of a header or of a query
 *     parameter; empty for the request
 * @param in the part of the request: body, header, query or path
 * @param rule the rule that is broken, such as required, type or additionalProperties
 */
public record Deviation(String in, String pointer, String rule, String message) {}
