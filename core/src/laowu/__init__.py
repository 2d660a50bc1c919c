"""laowu: China's labour-service-brand (劳务品牌) regulations as running, citable, comparable rules."""

__version__ = "0.1.0"
