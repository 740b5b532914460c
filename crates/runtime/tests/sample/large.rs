/// The schema at `#/components/schemas/Large`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Large {
    /// The member `field_0`.
    pub field_0: i64,
    /// The member `field_1`.
    pub field_1: Option<bool>,
    /// The member `field_2`.
    pub field_2: Option<Vec<String>>,
    /// The member `field_3`.
    pub field_3: String,
    /// The member `field_4`.
    pub field_4: Option<i64>,
    /// The member `field_5`.
    pub field_5: Option<bool>,
    /// The member `field_6`.
    pub field_6: Vec<String>,
    /// The member `field_7`.
    pub field_7: Option<String>,
    /// The member `field_8`.
    pub field_8: Option<i64>,
    /// The member `field_9`.
    pub field_9: bool,
    /// The member `field_10`.
    pub field_10: Option<Vec<String>>,
    /// The member `field_11`.
    pub field_11: Option<String>,
    /// The member `field_12`.
    pub field_12: i64,
    /// The member `field_13`.
    pub field_13: Option<bool>,
    /// The member `field_14`.
    pub field_14: Option<Vec<String>>,
    /// The member `field_15`.
    pub field_15: String,
    /// The member `field_16`.
    pub field_16: Option<i64>,
    /// The member `field_17`.
    pub field_17: Option<bool>,
    /// The member `field_18`.
    pub field_18: Vec<String>,
    /// The member `field_19`.
    pub field_19: Option<String>,
    /// The member `field_20`.
    pub field_20: Option<i64>,
    /// The member `field_21`.
    pub field_21: bool,
    /// The member `field_22`.
    pub field_22: Option<Vec<String>>,
    /// The member `field_23`.
    pub field_23: Option<String>,
    /// The member `field_24`.
    pub field_24: i64,
    /// The member `field_25`.
    pub field_25: Option<bool>,
    /// The member `field_26`.
    pub field_26: Option<Vec<String>>,
    /// The member `field_27`.
    pub field_27: String,
    /// The member `field_28`.
    pub field_28: Option<i64>,
    /// The member `field_29`.
    pub field_29: Option<bool>,
    /// The member `field_30`.
    pub field_30: Vec<String>,
    /// The member `field_31`.
    pub field_31: Option<String>,
    /// The member `field_32`.
    pub field_32: Option<i64>,
    /// The member `field_33`.
    pub field_33: bool,
    /// The member `field_34`.
    pub field_34: Option<Vec<String>>,
    /// The member `field_35`.
    pub field_35: Option<String>,
    /// The member `field_36`.
    pub field_36: i64,
    /// The member `field_37`.
    pub field_37: Option<bool>,
    /// The member `field_38`.
    pub field_38: Option<Vec<String>>,
    /// The member `field_39`.
    pub field_39: String,
    /// The member `field_40`.
    pub field_40: Option<i64>,
    /// The member `field_41`.
    pub field_41: Option<bool>,
    /// The member `field_42`.
    pub field_42: Vec<String>,
    /// The member `field_43`.
    pub field_43: Option<String>,
    /// The member `field_44`.
    pub field_44: Option<i64>,
    /// The member `field_45`.
    pub field_45: bool,
    /// The member `field_46`.
    pub field_46: Option<Vec<String>>,
    /// The member `field_47`.
    pub field_47: Option<String>,
    /// The member `field_48`.
    pub field_48: i64,
    /// The member `field_49`.
    pub field_49: Option<bool>,
    /// The member `field_50`.
    pub field_50: Option<Vec<String>>,
    /// The member `field_51`.
    pub field_51: String,
    /// The member `field_52`.
    pub field_52: Option<i64>,
    /// The member `field_53`.
    pub field_53: Option<bool>,
    /// The member `field_54`.
    pub field_54: Vec<String>,
    /// The member `field_55`.
    pub field_55: Option<String>,
    /// The member `field_56`.
    pub field_56: Option<i64>,
    /// The member `field_57`.
    pub field_57: bool,
    /// The member `field_58`.
    pub field_58: Option<Vec<String>>,
    /// The member `field_59`.
    pub field_59: Option<String>,
    /// The member `field_60`.
    pub field_60: i64,
    /// The member `field_61`.
    pub field_61: Option<bool>,
    /// The member `field_62`.
    pub field_62: Option<Vec<String>>,
    /// The member `field_63`.
    pub field_63: String,
    /// The member `field_64`.
    pub field_64: Option<i64>,
    /// The member `field_65`.
    pub field_65: Option<bool>,
    /// The member `field_66`.
    pub field_66: Vec<String>,
    /// The member `field_67`.
    pub field_67: Option<String>,
    /// The member `field_68`.
    pub field_68: Option<i64>,
    /// The member `field_69`.
    pub field_69: bool,
    /// The member `field_70`.
    pub field_70: Option<Vec<String>>,
    /// The member `field_71`.
    pub field_71: Option<String>,
    /// The member `field_72`.
    pub field_72: i64,
    /// The member `field_73`.
    pub field_73: Option<bool>,
    /// The member `field_74`.
    pub field_74: Option<Vec<String>>,
    /// The member `field_75`.
    pub field_75: String,
    /// The member `field_76`.
    pub field_76: Option<i64>,
    /// The member `field_77`.
    pub field_77: Option<bool>,
    /// The member `field_78`.
    pub field_78: Vec<String>,
    /// The member `field_79`.
    pub field_79: Option<String>,
    /// The member `field_80`.
    pub field_80: Option<i64>,
    /// The member `field_81`.
    pub field_81: bool,
    /// The member `field_82`.
    pub field_82: Option<Vec<String>>,
    /// The member `field_83`.
    pub field_83: Option<String>,
    /// The member `field_84`.
    pub field_84: i64,
    /// The member `field_85`.
    pub field_85: Option<bool>,
    /// The member `field_86`.
    pub field_86: Option<Vec<String>>,
    /// The member `field_87`.
    pub field_87: String,
    /// The member `field_88`.
    pub field_88: Option<i64>,
    /// The member `field_89`.
    pub field_89: Option<bool>,
    /// The member `field_90`.
    pub field_90: Vec<String>,
    /// The member `field_91`.
    pub field_91: Option<String>,
    /// The member `field_92`.
    pub field_92: Option<i64>,
    /// The member `field_93`.
    pub field_93: bool,
    /// The member `field_94`.
    pub field_94: Option<Vec<String>>,
    /// The member `field_95`.
    pub field_95: Option<String>,
    /// The member `field_96`.
    pub field_96: i64,
    /// The member `field_97`.
    pub field_97: Option<bool>,
    /// The member `field_98`.
    pub field_98: Option<Vec<String>>,
    /// The member `field_99`.
    pub field_99: String,
    /// The member `field_100`.
    pub field_100: Option<i64>,
    /// The member `field_101`.
    pub field_101: Option<bool>,
    /// The member `field_102`.
    pub field_102: Vec<String>,
    /// The member `field_103`.
    pub field_103: Option<String>,
    /// The member `field_104`.
    pub field_104: Option<i64>,
    /// The member `field_105`.
    pub field_105: bool,
    /// The member `field_106`.
    pub field_106: Option<Vec<String>>,
    /// The member `field_107`.
    pub field_107: Option<String>,
    /// The member `field_108`.
    pub field_108: i64,
    /// The member `field_109`.
    pub field_109: Option<bool>,
    /// The member `field_110`.
    pub field_110: Option<Vec<String>>,
    /// The member `field_111`.
    pub field_111: String,
    /// The member `field_112`.
    pub field_112: Option<i64>,
    /// The member `field_113`.
    pub field_113: Option<bool>,
    /// The member `field_114`.
    pub field_114: Vec<String>,
    /// The member `field_115`.
    pub field_115: Option<String>,
    /// The member `field_116`.
    pub field_116: Option<i64>,
    /// The member `field_117`.
    pub field_117: bool,
    /// The member `field_118`.
    pub field_118: Option<Vec<String>>,
    /// The member `field_119`.
    pub field_119: Option<String>,
    /// The member `field_120`.
    pub field_120: i64,
    /// The member `field_121`.
    pub field_121: Option<bool>,
    /// The member `field_122`.
    pub field_122: Option<Vec<String>>,
    /// The member `field_123`.
    pub field_123: String,
    /// The member `field_124`.
    pub field_124: Option<i64>,
    /// The member `field_125`.
    pub field_125: Option<bool>,
    /// The member `field_126`.
    pub field_126: Vec<String>,
    /// The member `field_127`.
    pub field_127: Option<String>,
    /// The member `field_128`.
    pub field_128: Option<i64>,
    /// The member `field_129`.
    pub field_129: bool,
    /// The member `field_130`.
    pub field_130: Option<Vec<String>>,
    /// The member `field_131`.
    pub field_131: Option<String>,
    /// The member `field_132`.
    pub field_132: i64,
    /// The member `field_133`.
    pub field_133: Option<bool>,
    /// The member `field_134`.
    pub field_134: Option<Vec<String>>,
    /// The member `field_135`.
    pub field_135: String,
    /// The member `field_136`.
    pub field_136: Option<i64>,
    /// The member `field_137`.
    pub field_137: Option<bool>,
    /// The member `field_138`.
    pub field_138: Vec<String>,
    /// The member `field_139`.
    pub field_139: Option<String>,
    /// The member `field_140`.
    pub field_140: Option<i64>,
    /// The member `field_141`.
    pub field_141: bool,
    /// The member `field_142`.
    pub field_142: Option<Vec<String>>,
    /// The member `field_143`.
    pub field_143: Option<String>,
    /// The member `field_144`.
    pub field_144: i64,
    /// The member `field_145`.
    pub field_145: Option<bool>,
    /// The member `field_146`.
    pub field_146: Option<Vec<String>>,
    /// The member `field_147`.
    pub field_147: String,
    /// The member `field_148`.
    pub field_148: Option<i64>,
    /// The member `field_149`.
    pub field_149: Option<bool>,
    /// The member `inner`.
    pub inner: Option<Box<Large>>,
}

::specwright::codegen::object! {
    Large {
        field_0: i64 = Required "field_0",
        field_1: bool = Optional "field_1",
        field_2: Vec<String> = Optional "field_2",
        field_3: String = Required "field_3",
        field_4: i64 = Optional "field_4",
        field_5: bool = Optional "field_5",
        field_6: Vec<String> = Required "field_6",
        field_7: String = Optional "field_7",
        field_8: i64 = Optional "field_8",
        field_9: bool = Required "field_9",
        field_10: Vec<String> = Optional "field_10",
        field_11: String = Optional "field_11",
        field_12: i64 = Required "field_12",
        field_13: bool = Optional "field_13",
        field_14: Vec<String> = Optional "field_14",
        field_15: String = Required "field_15",
        field_16: i64 = Optional "field_16",
        field_17: bool = Optional "field_17",
        field_18: Vec<String> = Required "field_18",
        field_19: String = Optional "field_19",
        field_20: i64 = Optional "field_20",
        field_21: bool = Required "field_21",
        field_22: Vec<String> = Optional "field_22",
        field_23: String = Optional "field_23",
        field_24: i64 = Required "field_24",
        field_25: bool = Optional "field_25",
        field_26: Vec<String> = Optional "field_26",
        field_27: String = Required "field_27",
        field_28: i64 = Optional "field_28",
        field_29: bool = Optional "field_29",
        field_30: Vec<String> = Required "field_30",
        field_31: String = Optional "field_31",
        field_32: i64 = Optional "field_32",
        field_33: bool = Required "field_33",
        field_34: Vec<String> = Optional "field_34",
        field_35: String = Optional "field_35",
        field_36: i64 = Required "field_36",
        field_37: bool = Optional "field_37",
        field_38: Vec<String> = Optional "field_38",
        field_39: String = Required "field_39",
        field_40: i64 = Optional "field_40",
        field_41: bool = Optional "field_41",
        field_42: Vec<String> = Required "field_42",
        field_43: String = Optional "field_43",
        field_44: i64 = Optional "field_44",
        field_45: bool = Required "field_45",
        field_46: Vec<String> = Optional "field_46",
        field_47: String = Optional "field_47",
        field_48: i64 = Required "field_48",
        field_49: bool = Optional "field_49",
        field_50: Vec<String> = Optional "field_50",
        field_51: String = Required "field_51",
        field_52: i64 = Optional "field_52",
        field_53: bool = Optional "field_53",
        field_54: Vec<String> = Required "field_54",
        field_55: String = Optional "field_55",
        field_56: i64 = Optional "field_56",
        field_57: bool = Required "field_57",
        field_58: Vec<String> = Optional "field_58",
        field_59: String = Optional "field_59",
        field_60: i64 = Required "field_60",
        field_61: bool = Optional "field_61",
        field_62: Vec<String> = Optional "field_62",
        field_63: String = Required "field_63",
        field_64: i64 = Optional "field_64",
        field_65: bool = Optional "field_65",
        field_66: Vec<String> = Required "field_66",
        field_67: String = Optional "field_67",
        field_68: i64 = Optional "field_68",
        field_69: bool = Required "field_69",
        field_70: Vec<String> = Optional "field_70",
        field_71: String = Optional "field_71",
        field_72: i64 = Required "field_72",
        field_73: bool = Optional "field_73",
        field_74: Vec<String> = Optional "field_74",
        field_75: String = Required "field_75",
        field_76: i64 = Optional "field_76",
        field_77: bool = Optional "field_77",
        field_78: Vec<String> = Required "field_78",
        field_79: String = Optional "field_79",
        field_80: i64 = Optional "field_80",
        field_81: bool = Required "field_81",
        field_82: Vec<String> = Optional "field_82",
        field_83: String = Optional "field_83",
        field_84: i64 = Required "field_84",
        field_85: bool = Optional "field_85",
        field_86: Vec<String> = Optional "field_86",
        field_87: String = Required "field_87",
        field_88: i64 = Optional "field_88",
        field_89: bool = Optional "field_89",
        field_90: Vec<String> = Required "field_90",
        field_91: String = Optional "field_91",
        field_92: i64 = Optional "field_92",
        field_93: bool = Required "field_93",
        field_94: Vec<String> = Optional "field_94",
        field_95: String = Optional "field_95",
        field_96: i64 = Required "field_96",
        field_97: bool = Optional "field_97",
        field_98: Vec<String> = Optional "field_98",
        field_99: String = Required "field_99",
        field_100: i64 = Optional "field_100",
        field_101: bool = Optional "field_101",
        field_102: Vec<String> = Required "field_102",
        field_103: String = Optional "field_103",
        field_104: i64 = Optional "field_104",
        field_105: bool = Required "field_105",
        field_106: Vec<String> = Optional "field_106",
        field_107: String = Optional "field_107",
        field_108: i64 = Required "field_108",
        field_109: bool = Optional "field_109",
        field_110: Vec<String> = Optional "field_110",
        field_111: String = Required "field_111",
        field_112: i64 = Optional "field_112",
        field_113: bool = Optional "field_113",
        field_114: Vec<String> = Required "field_114",
        field_115: String = Optional "field_115",
        field_116: i64 = Optional "field_116",
        field_117: bool = Required "field_117",
        field_118: Vec<String> = Optional "field_118",
        field_119: String = Optional "field_119",
        field_120: i64 = Required "field_120",
        field_121: bool = Optional "field_121",
        field_122: Vec<String> = Optional "field_122",
        field_123: String = Required "field_123",
        field_124: i64 = Optional "field_124",
        field_125: bool = Optional "field_125",
        field_126: Vec<String> = Required "field_126",
        field_127: String = Optional "field_127",
        field_128: i64 = Optional "field_128",
        field_129: bool = Required "field_129",
        field_130: Vec<String> = Optional "field_130",
        field_131: String = Optional "field_131",
        field_132: i64 = Required "field_132",
        field_133: bool = Optional "field_133",
        field_134: Vec<String> = Optional "field_134",
        field_135: String = Required "field_135",
        field_136: i64 = Optional "field_136",
        field_137: bool = Optional "field_137",
        field_138: Vec<String> = Required "field_138",
        field_139: String = Optional "field_139",
        field_140: i64 = Optional "field_140",
        field_141: bool = Required "field_141",
        field_142: Vec<String> = Optional "field_142",
        field_143: String = Optional "field_143",
        field_144: i64 = Required "field_144",
        field_145: bool = Optional "field_145",
        field_146: Vec<String> = Optional "field_146",
        field_147: String = Required "field_147",
        field_148: i64 = Optional "field_148",
        field_149: bool = Optional "field_149",
        inner: Box<Large> = Optional "inner",
    }
    new(
        field_0: i64, field_3: impl Into<String>, field_6: Vec<String>, field_9: bool,
        field_12: i64, field_15: impl Into<String>, field_18: Vec<String>, field_21: bool,
        field_24: i64, field_27: impl Into<String>, field_30: Vec<String>, field_33: bool,
        field_36: i64, field_39: impl Into<String>, field_42: Vec<String>, field_45: bool,
        field_48: i64, field_51: impl Into<String>, field_54: Vec<String>, field_57: bool,
        field_60: i64, field_63: impl Into<String>, field_66: Vec<String>, field_69: bool,
        field_72: i64, field_75: impl Into<String>, field_78: Vec<String>, field_81: bool,
        field_84: i64, field_87: impl Into<String>, field_90: Vec<String>, field_93: bool,
        field_96: i64, field_99: impl Into<String>, field_102: Vec<String>, field_105: bool,
        field_108: i64, field_111: impl Into<String>, field_114: Vec<String>, field_117: bool,
        field_120: i64, field_123: impl Into<String>, field_126: Vec<String>, field_129: bool,
        field_132: i64, field_135: impl Into<String>, field_138: Vec<String>, field_141: bool,
        field_144: i64, field_147: impl Into<String>,
    )
    set(
        field_1: bool, field_2: Vec<String>, field_4: i64, field_5: bool,
        field_7: impl Into<String>, field_8: i64, field_10: Vec<String>,
        field_11: impl Into<String>, field_13: bool, field_14: Vec<String>, field_16: i64,
        field_17: bool, field_19: impl Into<String>, field_20: i64, field_22: Vec<String>,
        field_23: impl Into<String>, field_25: bool, field_26: Vec<String>, field_28: i64,
        field_29: bool, field_31: impl Into<String>, field_32: i64, field_34: Vec<String>,
        field_35: impl Into<String>, field_37: bool, field_38: Vec<String>, field_40: i64,
        field_41: bool, field_43: impl Into<String>, field_44: i64, field_46: Vec<String>,
        field_47: impl Into<String>, field_49: bool, field_50: Vec<String>, field_52: i64,
        field_53: bool, field_55: impl Into<String>, field_56: i64, field_58: Vec<String>,
        field_59: impl Into<String>, field_61: bool, field_62: Vec<String>, field_64: i64,
        field_65: bool, field_67: impl Into<String>, field_68: i64, field_70: Vec<String>,
        field_71: impl Into<String>, field_73: bool, field_74: Vec<String>, field_76: i64,
        field_77: bool, field_79: impl Into<String>, field_80: i64, field_82: Vec<String>,
        field_83: impl Into<String>, field_85: bool, field_86: Vec<String>, field_88: i64,
        field_89: bool, field_91: impl Into<String>, field_92: i64, field_94: Vec<String>,
        field_95: impl Into<String>, field_97: bool, field_98: Vec<String>, field_100: i64,
        field_101: bool, field_103: impl Into<String>, field_104: i64, field_106: Vec<String>,
        field_107: impl Into<String>, field_109: bool, field_110: Vec<String>, field_112: i64,
        field_113: bool, field_115: impl Into<String>, field_116: i64, field_118: Vec<String>,
        field_119: impl Into<String>, field_121: bool, field_122: Vec<String>, field_124: i64,
        field_125: bool, field_127: impl Into<String>, field_128: i64, field_130: Vec<String>,
        field_131: impl Into<String>, field_133: bool, field_134: Vec<String>, field_136: i64,
        field_137: bool, field_139: impl Into<String>, field_140: i64, field_142: Vec<String>,
        field_143: impl Into<String>, field_145: bool, field_146: Vec<String>, field_148: i64,
        field_149: bool, inner: impl Into<Box<Large>>,
    )
}
