/**
 * The control API's own language: setting faults, the log of requests, and problems when a setting
 * can't be meant. What a stand-in lets itself be set and asked lies with the stand-in. Imports the
 * JDK, Jackson and the packages of the stand-ins.
 */
@NullMarked
package dev.tributary.sandbox.control;

import org.jspecify.annotations.NullMarked;
