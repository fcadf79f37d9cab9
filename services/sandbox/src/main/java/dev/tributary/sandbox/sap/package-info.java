/**
 * Business partners and sales orders of SAP S/4HANA Cloud by OData, from public documents and open
 * clients. Built on the kit. The README of this service says what is documented and what is
 * guessed. Imports the JDK and Jackson.
 */
@NullMarked
package dev.tributary.sandbox.sap;

import org.jspecify.annotations.NullMarked;
