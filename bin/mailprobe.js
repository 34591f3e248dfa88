#!/usr/bin/env node
import '../dist/mailprobe.js';
