/**
 * Salesforce's records, descriptions and Bulk API 2.0, from its public documentation. Built on the
 * kit. The README of this service says what is documented and what is guessed. Imports the JDK and
 * Jackson.
 */
@NullMarked
package dev.tributary.sandbox.salesforce;

import org.jspecify.annotations.NullMarked;
