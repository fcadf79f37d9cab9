/**
 * Accounting journals of Workday by SOAP, from open clients. Built on the kit. The README of this
 * service says what is documented and what is guessed. Imports the JDK and Jackson.
 */
@NullMarked
package dev.tributary.sandbox.workday;

import org.jspecify.annotations.NullMarked;
