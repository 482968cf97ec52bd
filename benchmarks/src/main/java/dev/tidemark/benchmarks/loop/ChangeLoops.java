package dev.tidemark.benchmarks.loop;
