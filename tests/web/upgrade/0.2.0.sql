BEGIN TRANSACTION;
CREATE TABLE "accounts_user" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "password" varchar(128) NOT NULL, "last_login" datetime NULL, "username" varchar(150) NOT NULL UNIQUE, "full_name" varchar(200) NOT NULL, "email" varchar(254) NOT NULL, "is_active" bool NOT NULL, CONSTRAINT "user_has_username" CHECK (NOT ("username" = '')));
INSERT INTO "accounts_user" VALUES(1,'',NULL,'an','Nguyễn Văn An','',1);
CREATE TABLE "django_migrations" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "app" varchar(255) NOT NULL, "name" varchar(255) NOT NULL, "applied" datetime NOT NULL);
INSERT INTO "django_migrations" VALUES(1,'accounts','0001_initial','2026-01-01 00:00:00');
INSERT INTO "django_migrations" VALUES(2,'units','0001_initial','2026-01-01 00:00:00');
INSERT INTO "django_migrations" VALUES(3,'results','0001_initial','2026-01-01 00:00:00');
INSERT INTO "django_migrations" VALUES(4,'results','0002_rank_ranges','2026-01-01 00:00:00');
INSERT INTO "django_migrations" VALUES(5,'results','0003_other_indices','2026-01-01 00:00:00');
INSERT INTO "django_migrations" VALUES(6,'units','0002_lists_and_lineage','2026-01-01 00:00:00');
CREATE TABLE "results_dataset" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "name" varchar(64) NOT NULL UNIQUE, "fingerprint" varchar(64) NOT NULL);
INSERT INTO "results_dataset" VALUES(1,'papi','015a109550ac8e264fff8900fe59cced1d573c00ccc1252e5b17edf985018d75');
INSERT INTO "results_dataset" VALUES(2,'synthetic','339fff767e07d0d4ca525db68f53811fd513b0753acbd7da89aad106bf18f9e1');
CREATE TABLE "results_evaluation" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "index" varchar(64) NOT NULL, "period" varchar(16) NOT NULL, "edition" varchar(100) NOT NULL, "edition_sha256" varchar(64) NOT NULL, "rule_set_version" varchar(32) NOT NULL, "package_version" varchar(32) NOT NULL, "keyed_by" varchar(4) NOT NULL, "synthetic" bool NOT NULL, CONSTRAINT "evaluation_once_a_period" UNIQUE ("index", "period"), CONSTRAINT "evaluation_key_is_known" CHECK ("keyed_by" IN ('code', 'uid')));
INSERT INTO "results_evaluation" VALUES(13,'papi','2023','papi@2023-01-01','714ce31686f0b8d5ae0f85805d258d901860bab281d83c580277c27293aeee45','2','0.2.0','code',0);
INSERT INTO "results_evaluation" VALUES(15,'ha-noi-communes','2026','ha-noi-communes@2025-01-01','fa65ea399f74bdba9eedb5abeddd526cf8574400133a5009a33ef1b035991412','2','0.2.0','uid',1);
INSERT INTO "results_evaluation" VALUES(16,'ha-noi-departments','2026','ha-noi-departments@2025-01-01','857c3587f32665203e3678d850825dc6e56fde61f408aaf3fb656803976e494b','2','0.2.0','uid',1);
CREATE TABLE "results_observation" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "period" varchar(16) NOT NULL, "measure" varchar(100) NOT NULL, "value" real NULL, "missing" varchar(32) NOT NULL, "numerator" real NULL, "denominator" real NULL, "se" real NULL, "n" integer unsigned NULL CHECK ("n" >= 0), "note" text NOT NULL, "source" varchar(200) NOT NULL, "unit_id" bigint NOT NULL REFERENCES "units_unit" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "observation_once_a_measure" UNIQUE ("period", "measure", "unit_id"), CONSTRAINT "observation_has_value_or_reason" CHECK ((("missing" IN ('not_published', 'withheld', 'too_few', 'not_applicable', 'not_reported', 'no_key', 'not_classified') AND "value" IS NULL) OR ("missing" = '' AND "value" IS NOT NULL))));
INSERT INTO "results_observation" VALUES(47003,'2023','papi.4',6.734771,'',NULL,NULL,NULL,NULL,'','PAPI 2023, table of dimensions, dimension 4',1);
INSERT INTO "results_observation" VALUES(47005,'2023','papi.4.1.01',0.675724,'',NULL,NULL,NULL,NULL,'','PAPI 2023, indicator table, sub-dimension 4.1, row 1',1);
INSERT INTO "results_observation" VALUES(47092,'2023','papi.total',43.960304,'',NULL,NULL,0.157685,1120,'','PAPI 2023, table of totals, unweighted',1);
INSERT INTO "results_observation" VALUES(49044,'2023','papi.4',NULL,'not_published',NULL,NULL,NULL,NULL,'not published by PAPI','PAPI 2023, table of dimensions, dimension 4',14);
INSERT INTO "results_observation" VALUES(49046,'2023','papi.4.1.01',NULL,'not_published',NULL,NULL,NULL,NULL,'not published by PAPI','PAPI 2023, indicator table, sub-dimension 4.1, row 1',14);
INSERT INTO "results_observation" VALUES(49133,'2023','papi.total',NULL,'not_published',NULL,NULL,NULL,NULL,'not published by PAPI','PAPI 2023, table of totals, unweighted',14);
INSERT INTO "results_observation" VALUES(60016,'2026','hn.accounts.days_late',0.0,'',NULL,NULL,NULL,NULL,'Số liệu giả lập, không phải kết quả thật / Synthetic figures, not real results','Số liệu giả lập, không phải kết quả thật / Synthetic figures, not real results (chiso synthesize ha-noi-communes@2025-01-01, seed 2026)',811);
INSERT INTO "results_observation" VALUES(60017,'2026','hn.budget.disbursed',96.14,'',NULL,NULL,NULL,NULL,'Số liệu giả lập, không phải kết quả thật / Synthetic figures, not real results','Số liệu giả lập, không phải kết quả thật / Synthetic figures, not real results (chiso synthesize ha-noi-communes@2025-01-01, seed 2026)',811);
INSERT INTO "results_observation" VALUES(60018,'2026','hn.budget.q1',1.0,'',NULL,NULL,NULL,NULL,'Số liệu giả lập, không phải kết quả thật / Synthetic figures, not real results','Số liệu giả lập, không phải kết quả thật / Synthetic figures, not real results (chiso synthesize ha-noi-communes@2025-01-01, seed 2026)',811);
INSERT INTO "results_observation" VALUES(60019,'2026','hn.budget.q2',1.0,'',NULL,NULL,NULL,NULL,'Số liệu giả lập, không phải kết quả thật / Synthetic figures, not real results','Số liệu giả lập, không phải kết quả thật / Synthetic figures, not real results (chiso synthesize ha-noi-communes@2025-01-01, seed 2026)',811);
INSERT INTO "results_observation" VALUES(60020,'2026','hn.budget.q3',1.0,'',NULL,NULL,NULL,NULL,'Số liệu giả lập, không phải kết quả thật / Synthetic figures, not real results','Số liệu giả lập, không phải kết quả thật / Synthetic figures, not real results (chiso synthesize ha-noi-communes@2025-01-01, seed 2026)',811);
INSERT INTO "results_observation" VALUES(60021,'2026','hn.budget.q4',1.0,'',NULL,NULL,NULL,NULL,'Số liệu giả lập, không phải kết quả thật / Synthetic figures, not real results','Số liệu giả lập, không phải kết quả thật / Synthetic figures, not real results (chiso synthesize ha-noi-communes@2025-01-01, seed 2026)',811);
INSERT INTO "results_observation" VALUES(69886,'2026','hn.accounts.days_late',0.0,'',NULL,NULL,NULL,NULL,'Số liệu giả lập, không phải kết quả thật / Synthetic figures, not real results','Số liệu giả lập, không phải kết quả thật / Synthetic figures, not real results (chiso synthesize ha-noi-departments@2025-01-01, seed 2027)',785);
INSERT INTO "results_observation" VALUES(69887,'2026','hn.budget.disbursed',82.62,'',NULL,NULL,NULL,NULL,'Số liệu giả lập, không phải kết quả thật / Synthetic figures, not real results','Số liệu giả lập, không phải kết quả thật / Synthetic figures, not real results (chiso synthesize ha-noi-departments@2025-01-01, seed 2027)',785);
INSERT INTO "results_observation" VALUES(69888,'2026','hn.budget.q1',1.0,'',NULL,NULL,NULL,NULL,'Số liệu giả lập, không phải kết quả thật / Synthetic figures, not real results','Số liệu giả lập, không phải kết quả thật / Synthetic figures, not real results (chiso synthesize ha-noi-departments@2025-01-01, seed 2027)',785);
INSERT INTO "results_observation" VALUES(69889,'2026','hn.budget.q2',0.0,'',NULL,NULL,NULL,NULL,'Số liệu giả lập, không phải kết quả thật / Synthetic figures, not real results','Số liệu giả lập, không phải kết quả thật / Synthetic figures, not real results (chiso synthesize ha-noi-departments@2025-01-01, seed 2027)',785);
INSERT INTO "results_observation" VALUES(69890,'2026','hn.budget.q3',1.0,'',NULL,NULL,NULL,NULL,'Số liệu giả lập, không phải kết quả thật / Synthetic figures, not real results','Số liệu giả lập, không phải kết quả thật / Synthetic figures, not real results (chiso synthesize ha-noi-departments@2025-01-01, seed 2027)',785);
INSERT INTO "results_observation" VALUES(69891,'2026','hn.budget.q4',1.0,'',NULL,NULL,NULL,NULL,'Số liệu giả lập, không phải kết quả thật / Synthetic figures, not real results','Số liệu giả lập, không phải kết quả thật / Synthetic figures, not real results (chiso synthesize ha-noi-departments@2025-01-01, seed 2027)',785);
CREATE TABLE "results_rankrange" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "node" varchar(64) NOT NULL, "rank" integer unsigned NOT NULL CHECK ("rank" >= 0), "among" integer unsigned NOT NULL CHECK ("among" >= 0), "lowest" integer unsigned NOT NULL CHECK ("lowest" >= 0), "highest" integer unsigned NOT NULL CHECK ("highest" >= 0), "own_lowest" integer unsigned NOT NULL CHECK ("own_lowest" >= 0), "own_highest" integer unsigned NOT NULL CHECK ("own_highest" >= 0), "seed" bigint unsigned NOT NULL CHECK ("seed" >= 0), "draws" integer unsigned NOT NULL CHECK ("draws" >= 0), "evaluation_id" bigint NOT NULL REFERENCES "results_evaluation" ("id") DEFERRABLE INITIALLY DEFERRED, "unit_id" bigint NOT NULL REFERENCES "units_unit" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "rank_range_once_a_node" UNIQUE ("evaluation_id", "node", "unit_id"), CONSTRAINT "rank_range_holds_the_rank" CHECK (("lowest" >= 1 AND "lowest" <= ("rank") AND "rank" <= ("highest") AND "highest" <= ("among"))));
INSERT INTO "results_rankrange" VALUES(122,'total',15,61,4,36,5,32,2024,1000,13,1);
CREATE TABLE "results_score" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "node" varchar(64) NOT NULL, "place" integer unsigned NOT NULL CHECK ("place" >= 0), "code" varchar(32) NOT NULL, "kind" varchar(32) NOT NULL, "points" real NULL, "minimum" real NULL, "maximum" real NULL, "missing" varchar(32) NOT NULL, "rank_group" varchar(32) NOT NULL, "rank" integer unsigned NULL CHECK ("rank" >= 0), "class_id" varchar(32) NOT NULL, "evaluation_id" bigint NOT NULL REFERENCES "results_evaluation" ("id") DEFERRABLE INITIALLY DEFERRED, "unit_id" bigint NOT NULL REFERENCES "units_unit" ("id") DEFERRABLE INITIALLY DEFERRED, "reduced" bool NOT NULL, CONSTRAINT "score_once_a_node" UNIQUE ("evaluation_id", "node", "unit_id"), CONSTRAINT "score_has_points_or_reason" CHECK ((("class_id" = '' AND "missing" IN ('not_published', 'withheld', 'too_few', 'not_applicable', 'not_reported', 'no_key', 'not_classified') AND "points" IS NULL AND "rank" IS NULL) OR ("missing" IN ('', 'not_published', 'withheld', 'too_few', 'not_applicable', 'not_reported', 'no_key', 'not_classified') AND "points" IS NOT NULL))));
INSERT INTO "results_score" VALUES(29359,'total',0,'','index',4.39603062861666629137e+01,7.86066666666666691298e+00,7.87866666666666617393e+01,'','province',15,'highest',13,1,0);
INSERT INTO "results_score" VALUES(29360,'1',1,'1','dimension',5.4275342,1.0,10.0,'','province',10,'highest',13,1,0);
INSERT INTO "results_score" VALUES(29367,'2',8,'2','dimension',5.6707474,1.0,10.0,'','province',9,'highest',13,1,0);
INSERT INTO "results_score" VALUES(29372,'3',13,'3','dimension',4.2759990525,0.88,8.83000000000000184741e+00,'','province',30,'upper_middle',13,1,0);
INSERT INTO "results_score" VALUES(29380,'4',21,'4','dimension',6.734771825,1.0,10.0,'','province',33,'lower_middle',13,1,0);
INSERT INTO "results_score" VALUES(29393,'5',34,'5','dimension',7.161109,0.99,9.99,'','province',37,'lower_middle',13,1,0);
INSERT INTO "results_score" VALUES(29397,'6',38,'6','dimension',7.8485814000000004853e+00,1.0,10.0,'','province',15,'highest',13,1,0);
INSERT INTO "results_score" VALUES(29402,'7',43,'7','dimension',2.86881056666666678367e+00,9.96666666666666589691e-01,9.99666666666666792195e+00,'','province',61,'lowest',13,1,0);
INSERT INTO "results_score" VALUES(29412,'8',53,'8','dimension',3.97275284200000067258e+00,0.994,9.97,'','province',1,'highest',13,1,0);
INSERT INTO "results_score" VALUES(30139,'total',0,'','index',NULL,7.86066666666666691298e+00,7.87866666666666617393e+01,'withheld','province',NULL,'',13,14,0);
INSERT INTO "results_score" VALUES(30140,'1',1,'1','dimension',NULL,1.0,10.0,'withheld','province',NULL,'',13,14,0);
INSERT INTO "results_score" VALUES(30147,'2',8,'2','dimension',NULL,1.0,10.0,'withheld','province',NULL,'',13,14,0);
INSERT INTO "results_score" VALUES(30152,'3',13,'3','dimension',NULL,0.88,8.83000000000000184741e+00,'withheld','province',NULL,'',13,14,0);
INSERT INTO "results_score" VALUES(30160,'4',21,'4','dimension',NULL,1.0,10.0,'withheld','province',NULL,'',13,14,0);
INSERT INTO "results_score" VALUES(30173,'5',34,'5','dimension',NULL,0.99,9.99,'withheld','province',NULL,'',13,14,0);
INSERT INTO "results_score" VALUES(30177,'6',38,'6','dimension',NULL,1.0,10.0,'withheld','province',NULL,'',13,14,0);
INSERT INTO "results_score" VALUES(30182,'7',43,'7','dimension',NULL,9.96666666666666589691e-01,9.99666666666666792195e+00,'withheld','province',NULL,'',13,14,0);
INSERT INTO "results_score" VALUES(30192,'8',53,'8','dimension',NULL,0.994,9.97,'withheld','province',NULL,'',13,14,0);
INSERT INTO "results_score" VALUES(36086,'total',0,'','index',8.58483104116776871671e+01,-4.0,104.0,'','ward',9,'good',15,811,0);
INSERT INTO "results_score" VALUES(36087,'A',1,'','part',8.48483104116776871723e+01,0.0,100.0,'','ward',10,'',15,811,0);
INSERT INTO "results_score" VALUES(36137,'9',51,'9','part',1.0,-4.0,4.0,'','ward',8,'',15,811,0);
INSERT INTO "results_score" VALUES(43162,'total',0,'','index',7.35566138638577342572e+01,-4.0,104.0,'','department',8,'fair',16,785,1);
INSERT INTO "results_score" VALUES(43163,'A',1,'','part',7.35566138638577342572e+01,0.0,100.0,'','department',8,'',16,785,1);
INSERT INTO "results_score" VALUES(43210,'9',48,'9','part',0.0,-4.0,4.0,'','department',10,'',16,785,0);
CREATE TABLE "units_kind" ("id" varchar(32) NOT NULL PRIMARY KEY, "under" varchar(200) NOT NULL, "name_vi" varchar(100) NOT NULL, "name_en" varchar(100) NOT NULL, "title_vi" varchar(50) NOT NULL, "title_en" varchar(50) NOT NULL, "place" integer unsigned NOT NULL CHECK ("place" >= 0), "sort_of_id" varchar(32) NULL REFERENCES "units_kind" ("id") DEFERRABLE INITIALLY DEFERRED);
INSERT INTO "units_kind" VALUES('province','','cấp tỉnh','province level','','',0,NULL);
INSERT INTO "units_kind" VALUES('plain_province','','tỉnh','province','Tỉnh','Province',1,'province');
INSERT INTO "units_kind" VALUES('central_city','','thành phố trực thuộc trung ương','centrally run city','Thành phố','City',2,'province');
INSERT INTO "units_kind" VALUES('district','province','cấp huyện','district level','','',3,NULL);
INSERT INTO "units_kind" VALUES('urban_district','province','quận','urban district','Quận','District',4,'district');
INSERT INTO "units_kind" VALUES('rural_district','province','huyện','rural district','Huyện','District',5,'district');
INSERT INTO "units_kind" VALUES('district_town','province','thị xã','town','Thị xã','Town',6,'district');
INSERT INTO "units_kind" VALUES('provincial_city','province','thành phố thuộc tỉnh','provincial city','Thành phố','City',7,'district');
INSERT INTO "units_kind" VALUES('commune','province district','cấp xã','commune level','','',8,NULL);
INSERT INTO "units_kind" VALUES('ward','province district','phường','ward','Phường','Ward',9,'commune');
INSERT INTO "units_kind" VALUES('rural_commune','province district','xã','commune','Xã','Commune',10,'commune');
INSERT INTO "units_kind" VALUES('township','district','thị trấn','township','Thị trấn','Township',11,'commune');
INSERT INTO "units_kind" VALUES('special_zone','province','đặc khu','special zone','Đặc khu','Special Zone',12,'commune');
INSERT INTO "units_kind" VALUES('department','province district commune','phòng, ban, sở, ngành','department','','',13,NULL);
INSERT INTO "units_kind" VALUES('district_department','district','phòng, ban của cấp huyện','department of a district','','',14,'department');
INSERT INTO "units_kind" VALUES('provincial_department','province','sở, ngành','department of a province','','',15,'department');
INSERT INTO "units_kind" VALUES('commune_department','commune','phòng của cấp xã','department of a commune','','',16,'department');
CREATE TABLE "units_link" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "day" date NULL, "by" date NOT NULL, "share" real NULL, "source_vi" varchar(300) NOT NULL, "source_en" varchar(300) NOT NULL, "note_vi" text NOT NULL, "note_en" text NOT NULL, "new_id" bigint NOT NULL REFERENCES "units_unit" ("id") DEFERRABLE INITIALLY DEFERRED, "old_id" bigint NOT NULL REFERENCES "units_unit" ("id") DEFERRABLE INITIALLY DEFERRED, "in_list_id" bigint NOT NULL REFERENCES "units_unitlist" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "link_once" UNIQUE ("old_id", "new_id", "by"));
INSERT INTO "units_link" VALUES(81,'2025-07-01','2025-07-01',NULL,'Bảng chuyển đổi đơn vị hành chính cũ - mới, vietnamadminunits','Conversion table of old and new units, vietnamadminunits','','',811,4178,1);
INSERT INTO "units_link" VALUES(87,'2025-07-01','2025-07-01',NULL,'Bảng chuyển đổi đơn vị hành chính cũ - mới, vietnamadminunits','Conversion table of old and new units, vietnamadminunits','','',811,4181,1);
INSERT INTO "units_link" VALUES(89,'2025-07-01','2025-07-01',NULL,'Bảng chuyển đổi đơn vị hành chính cũ - mới, vietnamadminunits','Conversion table of old and new units, vietnamadminunits','','',811,4182,1);
INSERT INTO "units_link" VALUES(91,'2025-07-01','2025-07-01',NULL,'Bảng chuyển đổi đơn vị hành chính cũ - mới, vietnamadminunits','Conversion table of old and new units, vietnamadminunits','','',811,4183,1);
INSERT INTO "units_link" VALUES(97,'2025-07-01','2025-07-01',NULL,'Bảng chuyển đổi đơn vị hành chính cũ - mới, vietnamadminunits','Conversion table of old and new units, vietnamadminunits','','',811,4184,1);
INSERT INTO "units_link" VALUES(98,'2025-07-01','2025-07-01',NULL,'Bảng chuyển đổi đơn vị hành chính cũ - mới, vietnamadminunits','Conversion table of old and new units, vietnamadminunits','','',811,4185,1);
INSERT INTO "units_link" VALUES(326,'2025-07-01','2025-07-01',NULL,'Bảng chuyển đổi đơn vị hành chính cũ - mới, vietnamadminunits','Conversion table of old and new units, vietnamadminunits','','',811,4314,1);
CREATE TABLE "units_unit" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "kind" varchar(32) NOT NULL, "code" varchar(32) NOT NULL, "valid_from" date NULL, "valid_until" date NULL, "name_vi" varchar(200) NOT NULL, "name_en" varchar(200) NOT NULL, "fold" text NOT NULL, "sort_key" varchar(800) NOT NULL, "place" integer unsigned NOT NULL CHECK ("place" >= 0), "full_name_en" varchar(200) NOT NULL, "full_name_vi" varchar(200) NOT NULL, "level" varchar(32) NOT NULL, "note_en" text NOT NULL, "note_vi" text NOT NULL, "office" varchar(32) NOT NULL, "other_names" varchar(400) NOT NULL, "resolution" varchar(100) NOT NULL, "resolution_day" date NULL, "source_en" varchar(300) NOT NULL, "source_vi" varchar(300) NOT NULL, "uid" varchar(80) NOT NULL, "until_known" bool NOT NULL, "until_latest" date NULL, "in_list_id" bigint NULL REFERENCES "units_unitlist" ("id") DEFERRABLE INITIALLY DEFERRED, "parent_id" bigint NULL REFERENCES "units_unit" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "unit_ends_after_it_starts" CHECK (("valid_until" IS NULL OR "valid_from" IS NULL OR "valid_until" >= ("valid_from"))), CONSTRAINT "unit_once" UNIQUE ("uid"), CONSTRAINT "unit_end_is_known_or_bounded" CHECK ((("until_known" AND "until_latest" IS NULL) OR (NOT "until_known" AND "until_latest" IS NOT NULL AND "valid_until" IS NULL))));
INSERT INTO "units_unit" VALUES(1,'central_city','01',NULL,NULL,'Hà Nội','Ha Noi','thanh pho ha noi
ha noi
ha noi city
hn','Čā!1 ĒĔč!5',0,'Ha Noi City','Thành phố Hà Nội','province','','','','','',NULL,'List of administrative units of the General Statistics Office, danhmuchanhchinh.gso.gov.vn, copy of 18 July 2025','Danh mục hành chính của Tổng cục Thống kê, danhmuchanhchinh.gso.gov.vn, bản ngày 18/7/2025','01@unknown',1,NULL,1,NULL);
INSERT INTO "units_unit" VALUES(14,'plain_province','22',NULL,NULL,'Quảng Ninh','Quang Ninh','tinh quang ninh
quang ninh
quang ninh province','ėěāĒċ!2 ĒčĒČ!0',13,'Quang Ninh Province','Tỉnh Quảng Ninh','province','','','','','',NULL,'List of administrative units of the General Statistics Office, danhmuchanhchinh.gso.gov.vn, copy of 18 July 2025','Danh mục hành chính của Tổng cục Thống kê, danhmuchanhchinh.gso.gov.vn, bản ngày 18/7/2025','22@unknown',1,NULL,1,NULL);
INSERT INTO "units_unit" VALUES(92,'urban_district','004',NULL,'2025-06-30','Long Biên','Long Bien','quan long bien
long bien
long bien district','ĐēĒċ!0 ĄčĉĒ!0',91,'Long Bien District','Quận Long Biên','district','','','','','',NULL,'List of administrative units of the General Statistics Office, danhmuchanhchinh.gso.gov.vn, copy of 18 July 2025','Danh mục hành chính của Tổng cục Thống kê, danhmuchanhchinh.gso.gov.vn, bản ngày 18/7/2025','004@unknown',1,NULL,1,1);
INSERT INTO "units_unit" VALUES(100,'rural_district','018',NULL,'2025-06-30','Gia Lâm','Gia Lam','huyen gia lam
gia lam
gia lam district','ċčā!0 Đăđ!0',99,'Gia Lam District','Huyện Gia Lâm','district','','','','','',NULL,'List of administrative units of the General Statistics Office, danhmuchanhchinh.gso.gov.vn, copy of 18 July 2025','Danh mục hành chính của Tổng cục Thống kê, danhmuchanhchinh.gso.gov.vn, bản ngày 18/7/2025','018@unknown',1,NULL,1,1);
INSERT INTO "units_unit" VALUES(785,'provincial_department','01',NULL,NULL,'Văn phòng Ủy ban nhân dân thành phố','Office of the City People''s Committee','van phong uy ban nhan dan thanh pho
office of the city peoples committee','ĝĂĒ!0 ĖČēĒċ!1 ěĠ!2 ĄāĒ!0 ĒČăĒ!0 ĆăĒ!0 ĚČāĒČ!1 ĖČĔ!4',796,'Office of the City People''s Committee','Văn phòng Ủy ban nhân dân thành phố','department','The name is illustrative','Tên minh họa','van-phong','','',NULL,'Illustrative','Minh họa','01.van-phong@unknown',1,NULL,1,1);
INSERT INTO "units_unit" VALUES(811,'ward','00145','2025-07-01',NULL,'Long Biên','Long Bien','phuong long bien
long bien
long bien ward','ĐēĒċ!0 ĄčĉĒ!0',10858,'Long Bien Ward','Phường Long Biên','commune','','','','','1656/NQ-UBTVQH15','2025-06-16','List of communes from 1 July 2025, sapnhap.bando.com.vn, copy of 17 July 2025','Danh sách cấp xã từ 01/7/2025, sapnhap.bando.com.vn, bản ngày 17/7/2025','00145@2025-07-01',1,NULL,1,1);
INSERT INTO "units_unit" VALUES(4178,'ward','00130',NULL,'2025-06-30','Gia Thụy','Gia Thuy','phuong gia thuy
gia thuy
gia thuy ward','ċčā!0 ĚČěĠ!5',856,'Gia Thuy Ward','Phường Gia Thụy','commune','','','','','',NULL,'List of administrative units of the General Statistics Office, danhmuchanhchinh.gso.gov.vn, copy of 18 July 2025','Danh mục hành chính của Tổng cục Thống kê, danhmuchanhchinh.gso.gov.vn, bản ngày 18/7/2025','00130@unknown',1,NULL,1,92);
INSERT INTO "units_unit" VALUES(4181,'ward','00139',NULL,'2025-06-30','Bồ Đề','Bo De','phuong bo de
bo de
bo de ward','ĄĔ!1 ćĉ!1',859,'Bo De Ward','Phường Bồ Đề','commune','','','','','',NULL,'List of administrative units of the General Statistics Office, danhmuchanhchinh.gso.gov.vn, copy of 18 July 2025','Danh mục hành chính của Tổng cục Thống kê, danhmuchanhchinh.gso.gov.vn, bản ngày 18/7/2025','00139@unknown',1,NULL,1,92);
INSERT INTO "units_unit" VALUES(4182,'ward','00145',NULL,'2025-06-30','Long Biên','Long Bien','phuong long bien
long bien
long bien ward','ĐēĒċ!0 ĄčĉĒ!0',860,'Long Bien Ward','Phường Long Biên','commune','','','','','',NULL,'List of administrative units of the General Statistics Office, danhmuchanhchinh.gso.gov.vn, copy of 18 July 2025','Danh mục hành chính của Tổng cục Thống kê, danhmuchanhchinh.gso.gov.vn, bản ngày 18/7/2025','00145@unknown',1,NULL,1,92);
INSERT INTO "units_unit" VALUES(4183,'ward','00148',NULL,'2025-06-30','Thạch Bàn','Thach Ban','phuong thach ban
thach ban
thach ban ward','ĚČāąČ!5 ĄāĒ!1',861,'Thach Ban Ward','Phường Thạch Bàn','commune','','','','','',NULL,'List of administrative units of the General Statistics Office, danhmuchanhchinh.gso.gov.vn, copy of 18 July 2025','Danh mục hành chính của Tổng cục Thống kê, danhmuchanhchinh.gso.gov.vn, bản ngày 18/7/2025','00148@unknown',1,NULL,1,92);
INSERT INTO "units_unit" VALUES(4184,'ward','00151',NULL,'2025-06-30','Phúc Đồng','Phuc Dong','phuong phuc dong
phuc dong
phuc dong ward','ĖČěą!4 ćĔĒċ!1',862,'Phuc Dong Ward','Phường Phúc Đồng','commune','','','','','',NULL,'List of administrative units of the General Statistics Office, danhmuchanhchinh.gso.gov.vn, copy of 18 July 2025','Danh mục hành chính của Tổng cục Thống kê, danhmuchanhchinh.gso.gov.vn, bản ngày 18/7/2025','00151@unknown',1,NULL,1,92);
INSERT INTO "units_unit" VALUES(4185,'ward','00154',NULL,'2025-06-30','Cự Khối','Cu Khoi','phuong cu khoi
cu khoi
cu khoi ward','ąĜ!5 ďČĔč!4',863,'Cu Khoi Ward','Phường Cự Khối','commune','','','','','',NULL,'List of administrative units of the General Statistics Office, danhmuchanhchinh.gso.gov.vn, copy of 18 July 2025','Danh mục hành chính của Tổng cục Thống kê, danhmuchanhchinh.gso.gov.vn, bản ngày 18/7/2025','00154@unknown',1,NULL,1,92);
INSERT INTO "units_unit" VALUES(4314,'rural_commune','00583',NULL,'2025-06-30','Bát Tràng','Bat Trang','xa bat trang
bat trang
bat trang commune','ĄāĚ!4 ĚĘāĒċ!1',992,'Bat Trang Commune','Xã Bát Tràng','commune','','','','','',NULL,'List of administrative units of the General Statistics Office, danhmuchanhchinh.gso.gov.vn, copy of 18 July 2025','Danh mục hành chính của Tổng cục Thống kê, danhmuchanhchinh.gso.gov.vn, bản ngày 18/7/2025','00583@unknown',1,NULL,1,100);
CREATE TABLE "units_unitlist" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "name" varchar(64) NOT NULL UNIQUE, "fingerprint" varchar(64) NOT NULL);
INSERT INTO "units_unitlist" VALUES(1,'chiso','b63ed8312b971c95f7b55e7382cea080737205715571ab0643984cb568e96a8e');
CREATE INDEX "results_observation_unit_id_de718e95" ON "results_observation" ("unit_id");
CREATE INDEX "results_rankrange_evaluation_id_13eb7922" ON "results_rankrange" ("evaluation_id");
CREATE INDEX "results_rankrange_unit_id_8d535837" ON "results_rankrange" ("unit_id");
CREATE INDEX "results_score_evaluation_id_eb723a49" ON "results_score" ("evaluation_id");
CREATE INDEX "results_score_unit_id_ffd7acc0" ON "results_score" ("unit_id");
CREATE INDEX "units_kind_sort_of_id_7682c66f" ON "units_kind" ("sort_of_id");
CREATE INDEX "units_unit_code_edc843d3" ON "units_unit" ("code");
CREATE INDEX "units_unit_in_list_id_a084c957" ON "units_unit" ("in_list_id");
CREATE INDEX "units_unit_parent_id_7bc80175" ON "units_unit" ("parent_id");
CREATE INDEX "units_link_new_id_38e6aad7" ON "units_link" ("new_id");
CREATE INDEX "units_link_old_id_9851f439" ON "units_link" ("old_id");
CREATE INDEX "units_link_in_list_id_2f60c357" ON "units_link" ("in_list_id");
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('django_migrations',6);
INSERT INTO "sqlite_sequence" VALUES('results_score',44354);
INSERT INTO "sqlite_sequence" VALUES('results_evaluation',19);
INSERT INTO "sqlite_sequence" VALUES('units_unit',14168);
INSERT INTO "sqlite_sequence" VALUES('units_link',10658);
INSERT INTO "sqlite_sequence" VALUES('units_unitlist',1);
INSERT INTO "sqlite_sequence" VALUES('results_observation',71732);
INSERT INTO "sqlite_sequence" VALUES('results_rankrange',182);
INSERT INTO "sqlite_sequence" VALUES('results_dataset',2);
INSERT INTO "sqlite_sequence" VALUES('accounts_user',1);
COMMIT;
