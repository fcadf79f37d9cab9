/**
 * Google Analytics 4 as the Measurement Protocol writes to it, from its public documentation. Built
 * on the kit. The README of this service says what is documented and what is guessed. Imports the
 * JDK and Jackson.
 */
@NullMarked
package dev.tributary.sandbox.googleanalytics;

import org.jspecify.annotations.NullMarked;
