package dev.tributary.testkit.architecture.sample.http;

class Answer extends Resource {}
