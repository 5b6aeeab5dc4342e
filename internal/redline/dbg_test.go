package redline
import ("testing";"fmt")
func TestDbg(t *testing.T){
 for _,p:=range [][2]string{
 {"<p>项目维护者有义务诠释何谓“妥当行为”，并妥善公正地纠正已发生的不当行为。</p>","<p>社区负责人有责任诠释何谓“妥当行为”，并据此准则，妥善公正地认定与处置不当、威胁、冒犯及有害的行为。</p>"},
 {"<p>我们收集您的数据以改进服务。我们不会出售您的数据。</p>","<p>我们收取您的数据以改进服务。我们不会出售您的数据。</p>"},
 {"<p>当社はサービスの利用状況を収集します。</p>","<p>当社はサービスの使用状況を収集しません。</p>"},
 {"<p>เราเก็บรวบรวมข้อมูลส่วนบุคคลของคุณเพื่อให้บริการ</p>","<p>เราเก็บรวบรวมข้อมูลส่วนบุคคลของคุณเพื่อปรับปรุงบริการ</p>"},
 {"<p>We collect data. We sell data.</p>","<p>We collect data. We keep data. We sell data.</p>"},
 {"<p>within 30 days or 60 days of the notice, word,</p>","<p>within 45 days or 90 days of the notice, word;</p>"},
 {"<p>نحن نجمع البيانات الشخصية منك</p>","<p>نحن نجمع البيانات الصحية منك</p>"},
 {"<p>Write to legal@example.com or see https://example.com/a/b?c=1 (page 3).</p>","<p>Write to privacy@example.com or see https://example.com/a/c?c=1 (page 4).</p>"},
 {"<p>fee of $100.00 (10%) on 2024-04-03 under §5(a)</p>","<p>fee of $120.00 (12%) on 2024-04-05 under §5(b)</p>"},
 }{
  r:=Compare([]byte(p[0]),[]byte(p[1])); fmt.Printf("%s\n", Term(r,false,0))
 }
}
