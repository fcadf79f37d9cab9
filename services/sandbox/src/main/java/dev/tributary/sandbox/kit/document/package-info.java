/**
 * Requests checked against an OpenAPI document of the vendor, or against an excerpt of it. Imports
 * the JDK, Jackson and a validator for JSON Schema.
 */
@NullMarked
package dev.tributary.sandbox.kit.document;

import org.jspecify.annotations.NullMarked;
