-- Addresses of the articles that came by one route.
-- Params: $route VARCHAR.
-- Grain: one row per article.
SELECT url FROM articles WHERE route = $route
