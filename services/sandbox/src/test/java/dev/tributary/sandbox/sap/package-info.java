/**
 * The stand-in of SAP S/4HANA Cloud over HTTP, with a clock that the tests move. Each answer is
 * checked against the excerpt.
 */
package dev.tributary.sandbox.sap;
