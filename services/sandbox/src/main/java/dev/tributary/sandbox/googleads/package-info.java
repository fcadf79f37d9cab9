/**
 * Google Ads as the Data Manager API writes to it, from public documentation. Built on the kit. The
 * README of this service says what is documented and what is guessed. Imports the JDK and Jackson.
 */
@NullMarked
package dev.tributary.sandbox.googleads;

import org.jspecify.annotations.NullMarked;
