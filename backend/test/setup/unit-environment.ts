// Unit tests touch no server; whatever reads the configuration finds a database that nobody could reach.
process.env.NODE_ENV = 'test';
process.env.DATABASE_URL = 'postgres://unit:unit@127.0.0.1:1/unit';
